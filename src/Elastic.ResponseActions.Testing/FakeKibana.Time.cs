namespace Elastic.ResponseActions.Testing;

/// <content>Letting time pass until an action has ended.</content>
public sealed partial class FakeKibana
{
    /// <summary>
    /// Moves the clock, from one thing that happens to the next, until an action is complete. The clock has to be a <see cref="VirtualTimeProvider"/>; nothing sleeps.
    /// </summary>
    /// <param name="action">The action.</param>
    /// <param name="cancellationToken">Stops between two moves.</param>
    /// <exception cref="InvalidOperationException">Nothing is under way that could complete it, an offline host say; or the clock is another.</exception>
    public Task AdvanceUntilCompletedAsync(FakeAction action, CancellationToken cancellationToken = default) =>
        Options.TimeProvider is VirtualTimeProvider clock
            ? AdvanceUntilCompletedAsync(action, clock.Advance, cancellationToken)
            : throw new InvalidOperationException($"The fake's clock is {Options.TimeProvider.GetType().Name}, not VirtualTimeProvider; say how it is moved.");

    /// <summary>As <see cref="AdvanceUntilCompletedAsync(FakeAction, CancellationToken)"/>, with a clock that the caller moves.</summary>
    /// <param name="action">The action.</param>
    /// <param name="advance">Moves the fake's clock on, such as <c>FakeTimeProvider.Advance</c>.</param>
    /// <param name="cancellationToken">Stops between two moves.</param>
    /// <exception cref="InvalidOperationException">Nothing is under way that could complete it, or <paramref name="advance"/> does not move the fake's clock.</exception>
    public async Task AdvanceUntilCompletedAsync(FakeAction action, Action<TimeSpan> advance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(advance);
        while (!action.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (now, due) = _world.Read(time => (time, _world.NextDue));
            if (due is not { } next)
                throw new InvalidOperationException($"Nothing is under way that could complete {action}. {Explain()}");
            advance(next - now);
            if (_world.Read(time => time) <= now)
                throw new InvalidOperationException("`advance` did not move the fake's clock.");
            // Whoever waits on the clock gets its turn between two moves.
            await Task.Yield();
        }
    }
}
