using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Compilation.Detectors;

/// <summary>Plans rules with a single query: those whose events are alerts, thresholds, and new terms.</summary>
internal sealed class CriteriaPlanner(KeyPlanner keys, DetectorRule rule, Condition condition)
{
    private const int MostNewTermsFields = 3;

    public RuleDraft Events(IReadOnlyList<EqlPipe> pipes)
    {
        // Kibana groups the events of query rules by each value, those of all others by the values together.
        var isWhole = rule.Query.Language == QueryLanguage.Eql;
        var suppression = rule.Suppression is null ? null : SuppressionKeys(isWhole);
        var draft = Draft([], [suppression], [StateKind.Sequence], suppression, needsTime: pipes.Count > 0, common => new EventPlan(common)
        {
            Pipes = [.. pipes.Select(pipe => new ResultPipe(pipe.FromEnd, pipe.Count))],
        });
        return draft with { IsSequence = pipes.Count > 0 };   // the list that is cut is in the order of EQL's own timestamp
    }

    public RuleDraft Threshold(ThresholdCriteria threshold)
    {
        if (threshold.Value < 1)
            throw Wrong($"the threshold's value is {threshold.Value}; it has to be at least 1");
        if (threshold.Cardinality.Any(cardinality => cardinality.Value < 1))
            throw Wrong("the threshold's cardinality has a value below 1; it has to be at least 1");
        if (rule.Suppression?.GroupBy.Count > 0)
            throw Wrong("a threshold rule suppresses alerts by the threshold's own fields; leave `group_by` out");

        var group = keys.Plan(threshold.Fields, "a field of a threshold");
        var values = threshold.Cardinality.Select(cardinality => keys.Plan([cardinality.Field], "counted by a threshold"));
        var looksAtTime = rule.LookBack is not null || rule.Interval is not null;
        return Draft([group, .. values], [], [StateKind.Group, .. threshold.Cardinality.Select(_ => StateKind.Group), StateKind.Ids], rule.Suppression is null ? null : group, looksAtTime, common => new ThresholdPlan(common)
        {
            KeyTypes = group.Types,
            Value = threshold.Value,
            Cardinality = [.. threshold.Cardinality.Select(cardinality => cardinality.Value)],
        });
    }

    public RuleDraft NewTerms(NewTermsCriteria newTerms)
    {
        if (newTerms.Fields.Count is 0 or > MostNewTermsFields)
            throw Wrong($"a new-terms rule has {newTerms.Fields.Count} fields; it takes 1 to {MostNewTermsFields}");

        var terms = keys.Plan(newTerms.Fields, "a field of new terms");
        var suppression = rule.Suppression is null ? null : SuppressionKeys(isWhole: true);
        return Draft([terms], [suppression], [StateKind.Group], suppression, newTerms.HistoryWindow is not null, common => new NewTermsPlan(common)
        {
            KeyTypes = terms.Types,
            HistoryWindow = EventSpan.Millis(newTerms.HistoryWindow),
        });
    }

    private KeyPlan SuppressionKeys(bool isWhole)
    {
        if (rule.Suppression!.GroupBy.Count == 0)
            throw Wrong("alert suppression has no fields to group by; expected at least one in `group_by`");
        return keys.Plan(rule.Suppression.GroupBy, "a field to suppress alerts by", rule.Suppression.MissingFieldsStrategy == MissingFieldsStrategy.Suppress, isWhole);
    }

    private RuleDraft Draft(KeyPlan[] first, KeyPlan?[] suppression, StateKind[] scopes, KeyPlan? groups, bool needsTime, Func<RuleCommon, RulePlan> make) =>
        new([new QueryDraft(condition, [(HitRole.Query, 0, [.. first, .. suppression.OfType<KeyPlan>()])])], scopes, groups, IsSequence: false, needsTime, make);

    private static QuerySyntaxException Wrong(string message) => new(message, default);
}
