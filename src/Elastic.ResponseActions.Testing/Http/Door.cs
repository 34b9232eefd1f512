using System.Text;
using Elastic.ResponseActions.Testing.Faults;
using Elastic.ResponseActions.Testing.World;
using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>Where requests come in, the same for both faces: read, let faults have their way, judge, remember, answer.</summary>
internal sealed class Door(FakeWorld world, RequestLog log, Func<Judge> makeJudge)
{
    public const string FakeHeader = "x-elastic-response-actions-fake";

    // Made by the first request: what a test does not ask for takes none of its time. Guarded by the world's lock.
    private Judge? _judge;

    private TimeProvider Clock => world.Options.TimeProvider;

    private Judge Judge_NeedsLock => _judge ??= makeJudge();

    public async Task HandleAsync(HttpContext context)
    {
        var call = new Call(context.Request);
        world.Write(now => Enter(call, now));
        try
        {
            await HandleAsync(context, call).ConfigureAwait(false);
        }
        finally
        {
            if (call.Route?.MostAtATime is not null)
                world.Write(_ => call.Route.UnderWay--);
        }
    }

    private void Enter(Call call, DateTimeOffset now)
    {
        Judge_NeedsLock.FindRoute_NeedsLock(call);
        if (call.Route?.MostAtATime is { } most)
            call.IsOneTooMany = ++call.Route.UnderWay > most;
        call.UploadFault = FaultsOf(call, now, isUpload: true).OfType<FakeFaultEffect.CutUploadEffect>().FirstOrDefault();
    }

    private async Task HandleAsync(HttpContext context, Call call)
    {
        if (call.UploadFault is { } cut)
        {
            await BreakOffAsync(context, call, cut.AfterBytes).ConfigureAwait(false);
            return;
        }
        await call.ReadBodyAsync(
            context.Request, call.Route?.BodyLimit ?? Route.UsualBodyLimit, call.Route?.BodyForm == BodyForm.Multipart, context.RequestAborted).ConfigureAwait(false);

        var effects = world.Read(now => FaultsOf(call, now, isUpload: false));
        if (effects.Count == 0)
            await Delivery.SendAsync(context, Decide(call)).ConfigureAwait(false);
        else
            await HandleFaultyAsync(context, call, effects).ConfigureAwait(false);
    }

    private async Task BreakOffAsync(HttpContext context, Call call, int afterBytes)
    {
        await call.ReadPartAsync(context.Request, afterBytes, context.RequestAborted).ConfigureAwait(false);
        world.Write(now => log.Add_NeedsLock(RequestOf(call, null, now)));
        await FaultyDelivery.DropAsync(context, isReset: true).ConfigureAwait(false);
    }

    private async Task HandleFaultyAsync(HttpContext context, Call call, IReadOnlyList<FakeFaultEffect> effects)
    {
        call.Misbehaviours = new Misbehaviours(effects);
        foreach (var delay in effects.OfType<FakeFaultEffect.DelayEffect>().Where(delay => !delay.IsExecuted))
            await Task.Delay(delay.By, Clock, context.RequestAborted).ConfigureAwait(false);
        var answer = Work(call, effects);
        foreach (var delay in effects.OfType<FakeFaultEffect.DelayEffect>().Where(delay => delay.IsExecuted))
            await Task.Delay(delay.By, Clock, context.RequestAborted).ConfigureAwait(false);

        var wire = effects.FirstOrDefault(effect => effect is FakeFaultEffect.DropEffect or FakeFaultEffect.CutEffect or FakeFaultEffect.RawEffect or FakeFaultEffect.DripEffect or FakeFaultEffect.EndlessEffect);
        await (wire is null ? Delivery.SendAsync(context, answer) : FaultyDelivery.SendAsync(context, answer, wire, Clock)).ConfigureAwait(false);
    }

    private Answer Work(Call call, IReadOnlyList<FakeFaultEffect> effects)
    {
        var isExecuted = !effects.Any(effect => effect is FakeFaultEffect.AnswerEffect { IsExecuted: false } or FakeFaultEffect.DropEffect { IsExecuted: false } or FakeFaultEffect.RawEffect { IsExecuted: false });
        var answer = isExecuted ? Decide(call) : null;
        if (isExecuted && effects.Any(effect => effect is FakeFaultEffect.DeliverTwiceEffect))
            answer = Decide(call);
        if (effects.OfType<FakeFaultEffect.AnswerEffect>().FirstOrDefault() is { } instead)
            answer = AnswerOf(instead);
        foreach (var rewrite in effects.OfType<FakeFaultEffect.RewriteEffect>())
            answer = answer! with { Body = Encoding.UTF8.GetBytes(rewrite.Change(Encoding.UTF8.GetString(answer.Body))) };
        if (!isExecuted)
            world.Write(now => log.Add_NeedsLock(RequestOf(call, answer, now)));
        return answer ?? new Answer(0, []);
    }

    private static Answer AnswerOf(FakeFaultEffect.AnswerEffect effect)
    {
        var answer = effect.Body is null && effect.Status >= 400
            ? Answer.Error(effect.Status, Answer.Reason(effect.Status))
            : new Answer(effect.Status, Encoding.UTF8.GetBytes(effect.Body ?? "")) { ContentType = effect.ContentType };
        return answer with { Headers = effect.Headers };
    }

    // Those of the upload are decided before the body is read, all others after.
    private List<FakeFaultEffect> FaultsOf(Call call, DateTimeOffset now, bool isUpload)
    {
        if (world.Faults.Count == 0)
            return [];
        var request = RequestOf(call, null, now);
        List<FakeFaultEffect> effects = [.. world.Faults
            .Where(fault => fault.Fault.Effect is FakeFaultEffect.CutUploadEffect == isUpload && fault.Hits_NeedsLock(request, call.Path))
            .Select(fault => fault.Fault.Effect)];
        call.Faults = effects.Count == 0 ? null : string.Join(", ", effects.Select(effect => effect.GetType().Name.Replace("Effect", "", StringComparison.Ordinal)));
        return effects;
    }

    private Answer Decide(Call call) => world.Read(now =>
    {
        call.Now = now;
        Answer answer;
        try
        {
            answer = Judge_NeedsLock.Answer_NeedsLock(call);
        }
#pragma warning disable CA1031 // A fault of the fake has to reach the test as an answer and an explanation, not as a hung request.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            answer = Judge_NeedsLock.Fault($"A fault of FakeKibana itself: {fault}");
        }
        log.Add_NeedsLock(RequestOf(call, answer, now));
        return answer;
    });

    private static FakeRequest RequestOf(Call call, Answer? answer, DateTimeOffset now) => new()
    {
        Method = call.Method,
        Path = call.PathAsSent,
        SpaceId = call.SpaceId,
        User = call.User?.Name,
        Status = answer?.Status ?? 0,
        Body = call.BodyText,
        At = now,
        Fault = call.Faults,
        Why = answer?.Why,
    };
}
