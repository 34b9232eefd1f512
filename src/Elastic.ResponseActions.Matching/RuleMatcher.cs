namespace Elastic.ResponseActions.Matching;

/// <summary>Matches events against a rule set. Not thread-safe; one per thread, from <see cref="RuleSet.CreateMatcher"/>.</summary>
public sealed class RuleMatcher
{
    internal RuleMatcher(RuleSet rules) => Rules = rules;

    /// <summary>The rule set this matcher works on.</summary>
    public RuleSet Rules { get; }

    /// <summary>Says which rules match one event. Synchronous; allocates nothing and never throws on what the event holds.</summary>
    /// <param name="utf8Event">The event itself, one JSON object in UTF-8; never a search hit's envelope.</param>
    /// <param name="utf8Index">The index or data stream the event is in; where empty it is taken from <c>data_stream.*</c>.</param>
    public RuleMatches Match(ReadOnlySpan<byte> utf8Event, ReadOnlySpan<byte> utf8Index = default) => throw new NotImplementedException();
}
