using System.Buffers;
using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>The request of an upload: a form whose fields are those of any action's body. It names one host.</summary>
internal static class UploadForm
{
    public static (string ContentType, StreamedBody Body) Write(PlannedAction action, UploadedFile file, string token, Func<Stream> open)
    {
        var form = new MultipartForm()
            .Add("endpoint_ids", Texts([action.Target.Value]))
            .Add("agent_type", action.AgentType.Name)
            .Add("comment", ActionBody.Comment(action, token))
            .Add("parameters", action.Parameters?.GetRawText() ?? "{}");
        if (ActionBody.AlertIds(action) is { Count: > 0 } alerts)
            form.Add("alert_ids", Texts(alerts));
        if (action.CaseIds.Count > 0)
            form.Add("case_ids", Texts(action.CaseIds));
        return (form.ContentType, form.WithFile("file", file.Name, file.Size, open));
    }

    private static string Texts(IReadOnlyList<string> values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var value in values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
