using System.Diagnostics;

namespace Elastic.ResponseActions.Transport;

/// <summary>Where an <c>Authorization</c> header comes from: it is fixed, or asked for and asked for again. Thread-safe; one question at a time.</summary>
[DebuggerDisplay("***")]
internal sealed class CredentialSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Func<CancellationToken, ValueTask<string>>? _ask;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private Task? _asking;
    private long? _askedAt;

    public CredentialSource(string header)
    {
        Known = [header];
        _time = TimeProvider.System;
    }

    public CredentialSource(Func<CancellationToken, ValueTask<string>> ask, TimeProvider time)
    {
        _ask = ask;
        _time = time;
    }

    /// <summary>The header in use, and before it the ones that were: answers that come late may still quote those.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IReadOnlyList<string> Known { get; private set; } = [];

    /// <summary>Told why the caller's provider gave no other credentials; never with a text of its own.</summary>
    public event Action<string>? Failed;

    public ValueTask<string> RevealAsync(CancellationToken cancellationToken) =>
        Known is [.., var header] ? ValueTask.FromResult(header) : FirstAsync(cancellationToken);

    /// <summary>True where another header than the refused one is in use now.</summary>
    public async ValueTask<bool> RefreshAsync(string? refused, CancellationToken cancellationToken)
    {
        if (_ask is null)
            return false;

        Task asking;
        lock (_lock)
        {
            if (Current != refused)
                return true;
            if (_asking is null && _askedAt is { } at && _time.GetElapsedTime(at) < Pause)
                return false;

            asking = _asking ??= AskAsync();
        }

        await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
            return Current != refused;
    }

    private string? Current => Known is [.., var header] ? header : null;

    private async ValueTask<string> FirstAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(refused: null, cancellationToken).ConfigureAwait(false);
        return Known is [.., var header] ? header : throw new TransportException("The credential provider gave no credentials. Nothing was sent.", mayHaveArrived: false);
    }

    private async Task AskAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);   // the caller's own code is not run inside the lock
        string? header = null, failure = null;
        using var patience = new CancellationTokenSource(Patience, _time);
        try
        {
            header = await _ask!(patience.Token).AsTask().WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            failure = $"did not answer within {Patience.TotalSeconds:0} s";
        }
        catch (Exception thrown)
        {
            // The caller's own code: its text may hold the secret, so it goes nowhere. Without new credentials the old ones stay refused.
            failure = $"threw {thrown.GetType().Name}";
        }

        lock (_lock)
        {
            if (header is not null && header != Current)
                Known = [.. Known.TakeLast(2), header];
            else
                failure ??= "gave the credentials that were refused";
            _asking = null;
            _askedAt = _time.GetTimestamp();
        }

        if (failure is not null)
            Failed?.Invoke(failure);
    }
}
