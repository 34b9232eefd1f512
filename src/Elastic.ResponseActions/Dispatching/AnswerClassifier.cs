using System.Text.Json;
using Elastic.ResponseActions.Kibana;
using Elastic.ResponseActions.Tracking;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>
/// Says what an answer to a send means. Whatever is not proven to be one of the others is ambiguous: Kibana hands an action to
/// the agent before it stores it, so an error does not mean that nothing happened.
/// </summary>
internal sealed class AnswerClassifier(KibanaCredentials? credentials, TimeProvider time)
{
    public SendVerdict Classify(TransportResponse answer, AskedAction asked, string token, UploadedFile? upload = null)
    {
        var status = answer.StatusCode;
        if (status >= 500)
            return Ambiguous(answer);
        if (status == 429)
            return Throttled(answer);
        if (status is >= 300 and < 400)
            return Misdirected(answer, "a redirect");
        if (status is 408 or < 200 or (> 200 and < 300))
            return Ambiguous(answer);
        if (!KibanaJson.IsJson(answer))
            return Misdirected(answer, "not JSON");

        return status switch
        {
            200 => Executed(answer, asked, token, upload),
            400 or 405 or 413 or 415 => new SendVerdict.Refused($"Kibana refused it ({status}): {Text(answer)}"),
            401 when answer.CredentialsRefreshed => new SendVerdict.NotExecuted("Kibana did not accept the credentials (401); others are in use now"),
            401 => new SendVerdict.Blocked(BlockScope.Credentials, $"Kibana does not accept the credentials (401): {Text(answer)}"),
            403 => new SendVerdict.Blocked(BlockScope.Privilege, $"a privilege or the licence for `{asked.Command}` is missing (403): {Text(answer)}"),
            404 => NotFound(answer, asked),
            _ => Ambiguous(answer),
        };
    }

    public static SendVerdict Classify(TransportException failure) => failure switch
    {
        { MayHaveArrived: true } => new SendVerdict.Ambiguous(VisibleText.Of(failure.Message)),
        { IsLasting: true } => new SendVerdict.Blocked(BlockScope.Configuration, VisibleText.Of(failure.Message)),
        _ => new SendVerdict.NotExecuted(VisibleText.Of(failure.Message)),
    };

    private static SendVerdict Executed(TransportResponse answer, AskedAction asked, string token, UploadedFile? upload)
    {
        ActionDetails details;
        try
        {
            using var document = KibanaJson.Parse(answer.Body);
            if (document.RootElement.Member("data") is not { } data || !ActionDetailsReader.TryRead(data.Clone(), out details))
                return new SendVerdict.Ambiguous("the answer is 200, but holds no action");
        }
        catch (JsonException)
        {
            return new SendVerdict.Ambiguous("the answer is 200, but its JSON cannot be read");
        }

        if (AnswerAgreement.Problem(details, asked, upload) is { } problem)
            return new SendVerdict.Wrong($"the answer {problem}", details.Id);
        if (!details.Comment.Contains(token, StringComparison.Ordinal))
            return new SendVerdict.Wrong("the answer is about another action: its comment does not carry this one's token", details.Id);
        if (!RouteId.IsValid(details.Id))
            return new SendVerdict.Wrong("the answer's action id is none", null);

        return new SendVerdict.Executed(details);
    }

    // The limiter at the door names a wait; another 429 may come from behind the door, after the action went out.
    private SendVerdict Throttled(TransportResponse answer) =>
        answer.TryGetHeader("Retry-After", out _)
            ? new SendVerdict.NotExecuted("Kibana asks to wait (429)", ReadRetry.RetryAfter(answer, time.GetUtcNow()) ?? TimeSpan.Zero)
            : Ambiguous(answer);

    // A host outside this space, or a script or action that is not there, is one request's problem; an unknown route is everybody's.
    private SendVerdict NotFound(TransportResponse answer, AskedAction asked)
    {
        var text = Text(answer);
        if (text.Contains(asked.AgentId.Value, StringComparison.Ordinal))
            return new SendVerdict.Refused($"Kibana does not show the endpoint in this space (404): {text}");

        return (asked.Command == ResponseActionCommand.RunScript || asked.Command == ResponseActionCommand.Cancel) && text != "Not Found"
            ? new SendVerdict.Refused($"Kibana does not know what the request names (404): {text}")
            : Misdirected(answer, "no such route");
    }

    private SendVerdict.Blocked Misdirected(TransportResponse answer, string what) =>
        new(BlockScope.Configuration, $"the address does not answer as Kibana ({answer.StatusCode}, {what}): {Text(answer)}");

    private SendVerdict.Ambiguous Ambiguous(TransportResponse answer) =>
        new($"Kibana answered {answer.StatusCode}: {Text(answer)}", MayBeUnlisted: answer.StatusCode == 500);

    private string Text(TransportResponse answer) => ServerError.Read(answer, credentials).Message;
}
