using System.Globalization;
using System.Net;
using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>
/// Kibana refused a call, or answered with something that is no answer. Its texts are escaped and never hold a secret.
/// For a 403 it is a <see cref="ResponseActionsAuthorizationException"/>.
/// </summary>
public class ResponseActionsException : Exception
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

    private protected ResponseActionsException(TransportRequest request, TransportResponse response, ServerError error, string message, Exception? cause = null)
        : base(message, cause)
    {
        Route = request.ToString();
        StatusCode = response.StatusCode;
        RequestId = error.RequestId;
        ServerMessage = error.Message;
        Body = error.Body;
    }

    /// <summary>Method and path of the call, without query.</summary>
    public string Route { get; } = "";

    /// <summary>The HTTP status; null where no answer came.</summary>
    public int? StatusCode { get; }

    /// <summary>The id by which the server or a proxy before it knows the request (<c>x-request-id</c>, <c>x-cloud-request-id</c>, <c>x-opaque-id</c>); null where no answer names one.</summary>
    public string? RequestId { get; }

    /// <summary>The server's own text: <c>message</c> of either error shape, or the plain text; on one line.</summary>
    public string ServerMessage { get; } = "";

    /// <summary>The start of the answer's body, escaped.</summary>
    public string Body { get; } = "";

    internal static ResponseActionsException Refused(TransportRequest request, TransportResponse response, KibanaCredentials? credentials)
    {
        var error = ServerError.Read(response, credentials);
        if (response.StatusCode == 403)
            return new ResponseActionsAuthorizationException(request, response, error);

        var hint = response.StatusCode == 401 ? " Kibana does not accept the credentials: they are missing, wrong, or have expired." : "";
        return new(request, response, error, Told(request, response, error) + hint);
    }

    internal static ResponseActionsException NotUnderstood(TransportRequest request, TransportResponse response, KibanaCredentials? credentials, string what, Exception? cause = null)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{request} answered {response.StatusCode}, but {what}. Check that the address is Kibana's and that nothing between answers in its place.");
        return new(request, response, ServerError.Read(response, credentials), message, cause);
    }

    private protected static string Told(TransportRequest request, TransportResponse response, ServerError error) =>
        string.Create(CultureInfo.InvariantCulture, $"{request} failed with {response.StatusCode}{Name(response.StatusCode)}: {error.Message}");

    private static string Name(int status) => Enum.IsDefined((HttpStatusCode)status) ? $" {(HttpStatusCode)status}" : "";
}
