using System.Globalization;
using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions.Tracking;

/// <summary>Compares an action as Kibana tells it with what was asked: this command, on this one agent, with this file.</summary>
internal static class AnswerAgreement
{
    /// <summary>What is wrong, as the end of a sentence; null where nothing is.</summary>
    public static string? Problem(ActionDetails details, AskedAction asked, UploadedFile? upload = null)
    {
        var agent = asked.AgentId;
        if (details.Command != asked.Command)
            return $"names the command `{VisibleText.Of(details.Command.Name, 64)}` instead of `{asked.Command}`";
        if (details.AgentType != asked.AgentType)
            return $"names the agent type `{VisibleText.Of(details.AgentType.Name, 64)}`";
        if (details.Agents.Count == 0)
            return $"names no agent: Kibana left endpoint '{agent}' out";
        if (details.Agents.Count > 1 || details.Agents[0] != agent.Value)
            return $"names other agents than '{agent}': {string.Join(", ", details.Agents.Take(5).Select(static a => $"'{VisibleText.Of(a, 128)}'"))}";

        return upload is null ? null : Problem(details, upload);
    }

    // A server that does not say what it stored is believed.
    private static string? Problem(ActionDetails details, UploadedFile upload)
    {
        if (details.Parameters.Text("file_sha256") is { } hash && !hash.Equals(upload.Sha256, StringComparison.OrdinalIgnoreCase))
            return $"names another file: its SHA-256 is {VisibleText.Of(hash, 64)}, and a file of {upload.Sha256} was sent";

        return details.Parameters.Number("file_size") is { } size && size != upload.Size
            ? string.Create(CultureInfo.InvariantCulture, $"names a file of {size} bytes, and one of {upload.Size} was sent")
            : null;
    }
}
