using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Elastic.ResponseActions.Testing.Wire;

/// <summary>
/// How answers are written: as Kibana's JavaScript does, so absent members are left out and nothing is escaped that need not be. Generated code writes each member;
/// nothing is described at run time, which would take most of the time of a first answer.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
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
internal sealed partial class WireJson : JsonSerializerContext
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Write<T>(T body, JsonTypeInfo<T> type)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(bytes, Relaxed))
            type.SerializeHandler!(writer, body);
        return bytes.WrittenSpan.ToArray();
    }

    public static string Date(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
