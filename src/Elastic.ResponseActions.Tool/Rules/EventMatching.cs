using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>Runs events through a rule set. Events that cannot be matched and verdicts that cannot be given are named on standard error.</summary>
internal sealed class EventMatching(RuleSet rules, InputProblems problems, TextWriter error)
{
    private readonly UnknownVerdicts _unknown = new();

    /// <summary>How many events were matched.</summary>
    public int Events { get; private set; }

    /// <param name="events">The events.</param>
    /// <param name="onMatch">Told each match: the event and the rule's position in the set.</param>
    /// <param name="cancellationToken">Ends the run between two events.</param>
    public void Run(IEnumerable<SourceEvent> events, Action<SourceEvent, RuleMatch> onMatch, CancellationToken cancellationToken)
    {
        var matcher = rules.CreateMatcher();
        foreach (var sourceEvent in events)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var matches = matcher.Match(sourceEvent.Document.Span, sourceEvent.Index.Span);
            if (matches.Error != EventError.None)
            {
                problems.Report(sourceEvent.Place.File, sourceEvent.Place.Line, $"the event cannot be matched ({matches.Error}).");
                continue;
            }

            Events++;
            foreach (var unknown in matches.Unknown)
                _unknown.Add(unknown.RuleId, unknown.Reason);

            foreach (var match in matches)
                onMatch(sourceEvent, match);
        }

        _unknown.Print(error);
    }
}
