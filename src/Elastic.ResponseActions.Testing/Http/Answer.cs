using System.Text.Json.Serialization.Metadata;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>What goes back to the caller, and in words what the caller did not get.</summary>
internal sealed record Answer(int Status, byte[] Body)
{
    public const string Json = "application/json; charset=utf-8";

    private static readonly Dictionary<string, string> NoHeaders = [];

    /// <summary>The type of the body; null where the answer has none.</summary>
    public string? ContentType { get; init; } = Json;

    /// <summary>Headers beyond those that every answer has.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>For <see cref="FakeRequest.Why"/>; never sent.</summary>
    public string? Why { get; init; }

    public static Answer Ok<T>(T body, JsonTypeInfo<T> type) => new(200, WireJson.Write(body, type));

    /// <summary>An error of Kibana's platform: all endpoint routes, and what is refused before a handler runs.</summary>
    public static Answer Error(int status, string message, string? why = null)
    {
        var error = new PlatformError(status, Reason(status), message);
        return new(status, WireJson.Write(error, WireJson.Default.PlatformError)) { Why = why };
    }

    /// <summary>An error raised inside a handler of the detection engine: rules and alerts.</summary>
    public static Answer EngineError(int status, string message, string? why = null)
    {
        var error = new EngineError(message, status);
        return new(status, WireJson.Write(error, WireJson.Default.EngineError)) { Why = why };
    }

    /// <summary>As <see cref="EngineError"/>, where Kibana gives a list of texts.</summary>
    public static Answer EngineErrors(int status, IReadOnlyList<string> messages) =>
        new(status, WireJson.Write(new EngineErrors(messages, status), WireJson.Default.EngineErrors));

    public Answer With(string header, string value) =>
        this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };

    public static string Reason(int status) => status switch
    {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        413 => "Request Entity Too Large",
        415 => "Unsupported Media Type",
        429 => "Too Many Requests",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Internal Server Error",
    };
}
