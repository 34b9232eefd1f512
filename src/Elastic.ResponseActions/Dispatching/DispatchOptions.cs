namespace Elastic.ResponseActions;

/// <summary>How the dispatcher sends, and how it finds out what an unclear answer meant. Immutable; all times are the clock's of the client.</summary>
public sealed record DispatchOptions
{
    /// <summary>The options used where none are given.</summary>
    public static DispatchOptions Default { get; } = new();

    /// <summary>What the caller knows of its licence and privileges. Default: nothing, and the guards then let nothing pass.</summary>
    public CallerRights Rights { get; init; } = CallerRights.Unknown;

    /// <summary>How often a send that is <b>proven not executed</b> is made before the action is blocked. Default 5. Others are never made again.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The pause after the first send that was not executed; doubled each time, with jitter. Default 1 s.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such pause; a wait that Kibana asks for may be longer. Default 60 s.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long after an unclear answer Kibana may still be at work on the request. Only after it "not listed" counts. Default 150 s.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>The pause between reads of the action list. Default 10 s.</summary>
    public TimeSpan ReadBackPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many reads of the action list are tried to get two good ones. Default 12.</summary>
    public int MaxReadBacks { get; init; } = 12;

    /// <summary>How far Kibana's clock may be behind ours. Default 10 min.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How old a host's metadata may be at the send; older is read again. Default 1 min.</summary>
    public TimeSpan FactsMaxAge { get; init; } = TimeSpan.FromMinutes(1);
}
