using Elastic.ResponseActions.Testing.World;
using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>Where requests come in, the same for both faces: read, judge, remember, answer.</summary>
internal sealed class Door(FakeWorld world, RequestLog log, Judge judge)
{
    public const string FakeHeader = "x-elastic-response-actions-fake";

    public async Task HandleAsync(HttpContext context)
    {
        var call = new Call(context.Request);
        world.Read(_ =>
        {
            judge.FindRoute_NeedsLock(call);
            return 0;
        });
        await call.ReadBodyAsync(
            context.Request, call.Route?.BodyLimit ?? Route.UsualBodyLimit, call.Route?.BodyForm == BodyForm.Multipart, context.RequestAborted).ConfigureAwait(false);
        await Delivery.SendAsync(context, Decide(call)).ConfigureAwait(false);
    }

    private Answer Decide(Call call) => world.Read(now =>
    {
        call.Now = now;
        Answer answer;
        try
        {
            answer = judge.Answer_NeedsLock(call);
        }
#pragma warning disable CA1031 // A fault of the fake has to reach the test as an answer and an explanation, not as a hung request.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            answer = judge.Fault($"A fault of FakeKibana itself: {fault}");
        }
        log.Add_NeedsLock(RequestOf(call, answer));
        return answer;
    });

    private static FakeRequest RequestOf(Call call, Answer answer) => new()
    {
        Method = call.Method,
        Path = call.PathAsSent,
        SpaceId = call.SpaceId,
        User = call.User?.Name,
        Status = answer.Status,
        Body = call.BodyText,
        At = call.Now,
        Why = answer.Why,
    };
}
