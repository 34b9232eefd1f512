using System.Globalization;
using System.Net;
using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>Kibana refused a call, or answered with something that is no answer. Its texts are escaped and never hold a secret.</summary>
public sealed class ResponseActionsException : Exception
{
    /// <summary>Makes an exception without an answer.</summary>
    public ResponseActionsException()
        : this("Kibana refused the call.")
    {
    }

    /// <summary>Makes an exception without an answer.</summary>
    /// <param name="message">What failed.</param>
    public ResponseActionsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception without an answer.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">The cause.</param>
    public ResponseActionsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private ResponseActionsException(string route, int status, string serverMessage, string body, string message, Exception? cause = null)
        : base(message, cause)
    {
        Route = route;
        StatusCode = status;
        ServerMessage = serverMessage;
        Body = body;
    }

    /// <summary>Method and path of the call, without query.</summary>
    public string Route { get; } = "";

    /// <summary>The HTTP status; null where no answer came.</summary>
    public int? StatusCode { get; }

    /// <summary>The server's own text: <c>message</c> of either error shape, or the plain text; on one line.</summary>
    public string ServerMessage { get; } = "";

    /// <summary>The start of the answer's body, escaped.</summary>
    public string Body { get; } = "";

    internal static ResponseActionsException Refused(TransportRequest request, TransportResponse response, KibanaCredentials? credentials)
    {
        var error = ServerError.Read(response, credentials);
        var message = string.Create(CultureInfo.InvariantCulture, $"{request} failed with {response.StatusCode}{Name(response.StatusCode)}: {error.Message}");
        return new(request.ToString(), response.StatusCode, error.Message, error.Body, message);
    }

    internal static ResponseActionsException NotUnderstood(TransportRequest request, TransportResponse response, KibanaCredentials? credentials, string what, Exception? cause = null)
    {
        var error = ServerError.Read(response, credentials);
        var message = string.Create(CultureInfo.InvariantCulture, $"{request} answered {response.StatusCode}, but {what}. Check that the address is Kibana's and that nothing between answers in its place.");
        return new(request.ToString(), response.StatusCode, error.Message, error.Body, message, cause);
    }

    private static string Name(int status) => Enum.IsDefined((HttpStatusCode)status) ? $" {(HttpStatusCode)status}" : "";
}
