using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Elastic.ResponseActions.Testing.Wire;

/// <summary>How answers are written: as Kibana's JavaScript does, so absent members are left out and nothing is escaped that need not be.</summary>
[JsonSerializable(typeof(PlatformError))]
[JsonSerializable(typeof(ActionResponse))]
[JsonSerializable(typeof(ActionDetailsResponse))]
[JsonSerializable(typeof(ActionListResponse))]
[JsonSerializable(typeof(PendingActionsResponse))]
[JsonSerializable(typeof(ActionStateResponse))]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(HostInfo))]
[JsonSerializable(typeof(HostMetadata))]
[JsonSerializable(typeof(MetadataListResponse))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(EngineError))]
[JsonSerializable(typeof(EngineErrors))]
[JsonSerializable(typeof(ElasticsearchError))]
[JsonSerializable(typeof(Greeting))]
[JsonSerializable(typeof(LicenseResponse))]
[JsonSerializable(typeof(XpackResponse))]
[JsonSerializable(typeof(AuthenticateResponse))]
[JsonSerializable(typeof(HasPrivilegesResponse))]
[JsonSerializable(typeof(FileInfoResponse))]
[JsonSerializable(typeof(ScriptListResponse))]
[JsonSerializable(typeof(ScriptBody))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(string))]
internal sealed partial class WireJson : JsonSerializerContext
{
    public static WireJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Date(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
