using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;
using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>Where requests come in, the same for both faces: read, judge, remember, answer.</summary>
internal sealed class Door(FakeWorld world, RequestLog log)
{
    public const string FakeHeader = "x-elastic-response-actions-fake";

    private readonly Judge _judge = new(world, new RouteTable(world));

    public async Task HandleAsync(HttpContext context)
    {
        var call = await Call.ReadAsync(context.Request, Judge.BodyLimit, context.RequestAborted).ConfigureAwait(false);
        var answer = Decide(call);
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Body.Length;
        response.Headers[FakeHeader] = "true";
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        if (call.Method != "HEAD")
            await response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private Answer Decide(Call call) => world.Read(now =>
    {
        call.Now = now;
        Answer answer;
        try
        {
            answer = _judge.Answer_NeedsLock(call);
        }
#pragma warning disable CA1031 // A fault of the fake has to reach the test as an answer and an explanation, not as a hung request.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            answer = Answer.Error(500, KibanaTexts.ServerError, $"A fault of FakeKibana itself: {fault}");
        }
        log.Add_NeedsLock(new FakeRequest
        {
            Method = call.Method,
            Path = call.PathAsSent,
            SpaceId = call.SpaceId,
            User = call.User?.Name,
            Status = answer.Status,
            Body = call.BodyText,
            At = now,
            Why = answer.Why,
        });
        return answer;
    });
}
