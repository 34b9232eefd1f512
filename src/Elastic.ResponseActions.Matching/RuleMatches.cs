namespace Elastic.ResponseActions.Matching;

/// <summary>The verdicts on one event. A view into its <see cref="RuleMatcher"/>: valid until the matcher's next call.</summary>
public readonly ref struct RuleMatches
{
    private readonly ReadOnlySpan<RuleMatch> _matches;

    internal RuleMatches(ReadOnlySpan<RuleMatch> matches, ReadOnlySpan<RuleUnknown> unknown, EventError error)
    {
        _matches = matches;
        Unknown = unknown;
        Error = error;
    }

    /// <summary>How many rules match.</summary>
    public int Count => _matches.Length;

    /// <summary>Rules that may match, each with the reason why this cannot be decided here.</summary>
    public ReadOnlySpan<RuleUnknown> Unknown { get; }

    /// <summary>Why the event could not be read; <see cref="EventError.None"/> where it could.</summary>
    public EventError Error { get; }

    /// <summary>The matching rules in the order of <see cref="RuleSet.Rules"/>.</summary>
    public ReadOnlySpan<RuleMatch>.Enumerator GetEnumerator() => _matches.GetEnumerator();
}
