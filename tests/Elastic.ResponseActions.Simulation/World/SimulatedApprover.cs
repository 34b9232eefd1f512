using Elastic.ResponseActions.Simulation.Judging;

namespace Elastic.ResponseActions.Simulation.World;

/// <summary>
/// The person who is asked, and the way to him: he agrees, says no, or says nothing; at times the way shows him something else than what was
/// asked, or fails. What he was shown and said is told to the history.
/// </summary>
internal sealed class SimulatedApprover(VirtualClock clock, Random random, History history, Func<SimulatedProcess> process, Action<SimulatedProcess, Exception> failed) : IApprovalChannel
{
    private readonly Dictionary<ActionKey, int> _minds = [];

    public string Name => "duty";

    public ValueTask AskAsync(ApprovalQuestion question, CancellationToken cancellationToken)
    {
        if (random.Next(10) == 0)
            throw new InvalidOperationException("the chat is down");

        if (!_minds.TryGetValue(question.Entry.Key, out var mind))
            _minds.Add(question.Entry.Key, mind = random.Next(10));
        if (mind < 9)
            clock.After(TimeSpan.FromSeconds(random.Next(5, 2400)), () => _ = AnswerAsync(question.Entry, mind));
        return ValueTask.CompletedTask;
    }

    private async Task AnswerAsync(LedgerEntry asked, int mind)
    {
        var now = process();
        if (now.IsDead)
            return;

        try
        {
            if (mind >= 7)
            {
                await now.Dispatcher.Approvals.DenyAsync(asked.Key, Name, "no", CancellationToken.None).ConfigureAwait(false);
                history.Denied(asked.Key, clock.Now);
            }
            else if (mind >= 5)
            {
                // An adapter that writes past the desk: the guard alone stands against it.
                var shown = asked.Action with { Comment = "something harmless" };
                history.Agreed(asked.Key, shown, clock.Now);
                var decision = new Approval { Key = asked.Key, Digest = ApprovalDigest.Of(shown, asked.Key), IsGranted = true, By = Name, Reason = "yes", At = clock.Now };
                await now.Ledger.AddApprovalAsync(decision, CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                history.Agreed(asked.Key, asked.Action, clock.Now);
                await now.Dispatcher.Approvals.ApproveAsync(asked.Key, asked.Digest, Name, "yes", CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception late) when (late is InvalidOperationException or KeyNotFoundException)
        {
            // It no longer waits: its time is over, or an answer was there before. If it is gone altogether, the checker finds it lost.
        }
        catch (Exception failure)
        {
            failed(now, failure);
        }
    }
}
