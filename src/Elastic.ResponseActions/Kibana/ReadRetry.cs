using System.Globalization;
using System.Security.Cryptography;
using Elastic.ResponseActions.Telemetry;
using Polly;
using Polly.Retry;

namespace Elastic.ResponseActions.Kibana;

/// <summary>Tries a read again that failed in passing. Reads change nothing, so a repeat is harmless; sends never come here.</summary>
internal static class ReadRetry
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    public static ResiliencePipeline<TransportResponse> Create(KibanaOptions options, RetryBudget budget, TimeProvider time)
    {
        if (options.MaxReadRetries == 0)
            return ResiliencePipeline<TransportResponse>.Empty;

        var random = new Random(options.JitterSeed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
        return new ResiliencePipelineBuilder<TransportResponse> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<TransportResponse>
            {
                MaxRetryAttempts = options.MaxReadRetries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(500),
                MaxDelay = TimeSpan.FromSeconds(30),
                UseJitter = true,
                Randomizer = () =>
                {
                    lock (random)
                        return random.NextDouble();
                },
                ShouldHandle = args => ValueTask.FromResult(
                    (MayPass(args.Outcome.Exception) || args.Outcome.Result?.StatusCode is 429 or 502 or 503 or 504)
                    && args.AttemptNumber < options.MaxReadRetries
                    && budget.TryTake()),
                OnRetry = static _ =>
                {
                    Meters.ReadRetried();
                    return ValueTask.CompletedTask;
                },
                DelayGenerator = args => ValueTask.FromResult(RetryAfter(args.Outcome.Result, time.GetUtcNow())),
            })
            .Build();
    }

    // An answer that is too large is as large the next time.
    private static bool MayPass(Exception? failure) => failure is TransportException { InnerException: not InvalidDataException };

    /// <summary>The wait that an answer asks for, in seconds or as a date, at most 15 min; null where it asks for none or for nonsense.</summary>
    public static TimeSpan? RetryAfter(TransportResponse? response, DateTimeOffset now)
    {
        if (response is null || !response.TryGetHeader("Retry-After", out var text))
            return null;

        TimeSpan wait;
        if (double.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            wait = TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds));
        else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            wait = date - now;
        else
            return null;

        return wait <= TimeSpan.Zero ? null : wait > LongestWait ? LongestWait : wait;
    }
}
