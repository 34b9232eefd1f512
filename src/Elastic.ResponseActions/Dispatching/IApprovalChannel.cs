namespace Elastic.ResponseActions;

/// <summary>
/// Brings the question whether an action may be sent to people: a chat, a ticket, a SOAR. The answer comes back by
/// <see cref="ActionApprovals"/>, whenever it comes. An implementation has to be thread-safe.
/// </summary>
public interface IApprovalChannel
{
    /// <summary>The channel's name, for people who look at what waits.</summary>
    string Name { get; }

    /// <summary>Delivers one question. Asked at least once in each process while the action waits; the same question has the same digest.</summary>
    /// <param name="question">The question. It holds text that attackers wrote: encode it for where it is shown.</param>
    /// <param name="cancellationToken">Gives it up: the host stops, or 30 seconds are over.</param>
    /// <returns>Ends when the question is delivered, not when it is answered. What it throws is logged, and it is asked again.</returns>
    ValueTask AskAsync(ApprovalQuestion question, CancellationToken cancellationToken);
}
