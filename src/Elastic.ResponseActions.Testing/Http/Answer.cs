using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>What goes back to the caller, and in words what the caller did not get.</summary>
internal sealed record Answer(int Status, byte[] Body)
{
    /// <summary>Headers beyond those that every answer has.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>For <see cref="FakeRequest.Why"/>; never sent.</summary>
    public string? Why { get; init; }

    public static Answer Ok<T>(T body, JsonTypeInfo<T> type) => new(200, JsonSerializer.SerializeToUtf8Bytes(body, type));

    /// <summary>An error of Kibana's platform, the shape of all endpoint routes.</summary>
    public static Answer Error(int status, string message, string? why = null)
    {
        var error = new PlatformError(status, Reason(status), message);
        return new(status, JsonSerializer.SerializeToUtf8Bytes(error, WireJson.Relaxed.PlatformError)) { Why = why };
    }

    private static string Reason(int status) => status switch
    {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Request Entity Too Large",
        415 => "Unsupported Media Type",
        501 => "Not Implemented",
        _ => "Internal Server Error",
    };
}
