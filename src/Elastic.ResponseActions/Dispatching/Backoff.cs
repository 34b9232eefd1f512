using System.Security.Cryptography;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>The pauses between sends that were not executed: doubled each time, half of each by chance. Thread-safe.</summary>
internal sealed class Backoff(DispatchOptions options, int? seed)
{
    private readonly Random _random = new(seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));

    /// <param name="attempt">From 1.</param>
    public TimeSpan After(int attempt)
    {
        var full = options.FirstRetryDelay * Math.Pow(2, Math.Min(attempt, 30) - 1);
        if (full > options.MaxRetryDelay)
            full = options.MaxRetryDelay;
        lock (_random)
            return full * (0.5 + (_random.NextDouble() / 2));
    }
}
