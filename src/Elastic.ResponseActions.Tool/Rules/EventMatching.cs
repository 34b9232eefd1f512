using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>Streams events through a rule set. Events that cannot be matched and verdicts that cannot be given are named on standard error.</summary>
internal sealed class EventMatching(RuleSet rules, InputProblems problems, TextWriter error)
{
    private readonly Dictionary<(string RuleId, string Reason), int> _unknown = [];

    /// <summary>How many events were matched.</summary>
    public int Events { get; private set; }

    /// <param name="events">The events.</param>
    /// <param name="onMatch">Told each match: the event and the rule's position in the set.</param>
    /// <param name="cancellationToken">Ends the run between two events.</param>
    public void Run(EventInput events, Action<SourceEvent, RuleMatch> onMatch, CancellationToken cancellationToken) =>
        Run(events, onMatch, static _ => { }, cancellationToken);

    /// <param name="events">The events.</param>
    /// <param name="onMatch">Told each match: the event and the rule's position in the set.</param>
    /// <param name="onEvent">Told each event that could be matched, whether or not a rule does.</param>
    /// <param name="cancellationToken">Ends the run between two events.</param>
    public void Run(EventInput events, Action<SourceEvent, RuleMatch> onMatch, Action<SourceEvent> onEvent, CancellationToken cancellationToken)
    {
        var matcher = rules.CreateMatcher();
        foreach (var sourceEvent in events.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var matches = matcher.Match(sourceEvent.Document.Span, sourceEvent.Index.Span);
            if (matches.Error != EventError.None)
            {
                problems.Report(sourceEvent.Place.File, sourceEvent.Place.Line, $"the event cannot be matched ({matches.Error}).");
                continue;
            }

            Events++;
            onEvent(sourceEvent);
            foreach (var unknown in matches.Unknown)
                _unknown[(unknown.RuleId, unknown.Reason)] = _unknown.GetValueOrDefault((unknown.RuleId, unknown.Reason)) + 1;

            foreach (var match in matches)
                onMatch(sourceEvent, match);
        }

        foreach (var ((ruleId, reason), count) in _unknown)
            error.WriteLine(PrintableText.Of($"rule {ruleId} is undecided for {count} events: {reason}"));
    }
}
