using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>Moves on what waits for approval: asks over the channel, goes on with what was approved, and refuses what nobody answered. Thread-safe.</summary>
internal sealed class ApprovalRounds(ActionSteps steps, ResponsePolicy policy, SteadyClock clock, TimeProvider time, DispatchOptions options, ILogger logger)
{
    private static readonly TimeSpan MostForOneQuestion = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseAfterAFailure = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<ActionKey, (ApprovalDigest Digest, DateTimeOffset NotBefore)> _asked = [];

    /// <summary>What is known about the approval of an action that has its intent in the ledger.</summary>
    public static ApprovalFacts Facts(LedgerEntry entry, IApprovalChannel? channel) =>
        new() { AskedAt = entry.IntendedAt, Channel = channel?.Name, Decision = entry.Approval };

    /// <summary>Says whether the action may be judged again; where not, it goes on waiting or is over.</summary>
    public async ValueTask<bool> IsAnsweredAsync(LedgerEntry entry, AskedAction asked, CancellationToken cancellationToken)
    {
        var answered = entry.Approval is { IsGranted: true } given && given.Digest == entry.Digest;
        if (!answered && Until(entry) is var until && clock.Latest > until)
        {
            var outcome = ActionOutcome.Of(ActionOutcomeKind.Refused, $"timed out: nobody agreed by {until:O}, and silence refuses; {entry.Outcome!.Reason}") with { Guard = "approval" };
            await steps.SettleAsync(entry, asked, null, outcome).ConfigureAwait(false);
            _asked.TryRemove(entry.Key, out _);
            return false;
        }

        if (!answered)
            await AskAsync(entry, cancellationToken).ConfigureAwait(false);
        return answered;
    }

    /// <summary>Asks, unless this process has asked this already.</summary>
    public async ValueTask AskAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (options.ApprovalChannel is not { } channel || (_asked.TryGetValue(entry.Key, out var last) && last.Digest == entry.Digest && clock.Steady < last.NotBefore))
            return;

        _asked[entry.Key] = (entry.Digest, DateTimeOffset.MaxValue);
        using var timer = new CancellationTokenSource(MostForOneQuestion, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await channel.AskAsync(new ApprovalQuestion(entry, entry.Digest, Until(entry)), either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // It is the caller's code: whatever it does, the queue goes on, and the question is asked again.
            _asked[entry.Key] = (entry.Digest, clock.Steady + PauseAfterAFailure);
            DispatchLog.ApprovalNotAsked(logger, entry.Action.Target, failure);
        }
    }

    // Whichever is over first: the time for an answer, or the time for the send.
    private DateTimeOffset Until(LedgerEntry entry)
    {
        var answer = entry.IntendedAt + policy.Approval.Expires;
        return entry.NotAfter is { } deadline && deadline < answer ? deadline : answer;
    }
}
