using Elastic.ResponseActions.Matching.Compilation.Passes;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Compilation.Detectors;

/// <summary>Plans threat-match rules: the base query with the event's keys of each mapping item, and the threat query with the indicator's.</summary>
internal sealed class ThreatPlanner(RuleSetOptions options, FieldScope fields, KeyPlanner eventKeys, KeyPlanner indicatorKeys, DetectorRule rule, Condition condition)
{
    public RuleDraft Plan(ThreatMatchCriteria threat)
    {
        if (threat.Mapping.Count == 0)
            throw Wrong("the threat mapping is empty; expected at least one item");

        var items = new List<ThreatItemPlan>();
        var ofEvent = new List<KeyPlan>();
        var ofIndicator = new List<KeyPlan>();
        foreach (var item in threat.Mapping)
            Add(item, items, ofEvent, ofIndicator);

        var suppression = rule.Suppression is null ? null : Suppression(rule.Suppression);
        if (suppression is not null)
            ofEvent.Add(suppression);
        var query = new QueryDraft(condition, [(HitRole.Query, 0, [.. ofEvent])]);
        var scopes = items.Select(_ => StateKind.Indicator).ToArray();
        return new RuleDraft([query], scopes, suppression, IsSequence: false, NeedsTime: false, common => new ThreatMatchPlan(common) { Items = [.. items] })
        {
            Indicators = Indicators(threat, [.. ofIndicator]),
        };
    }

    private void Add(ThreatMapping item, List<ThreatItemPlan> items, List<KeyPlan> ofEvent, List<KeyPlan> ofIndicator)
    {
        var positive = item.Entries.Where(entry => !entry.Negate).ToList();
        var negated = item.Entries.Where(entry => entry.Negate).ToList();
        if (positive.Count == 0)
            throw Wrong("an item of the threat mapping has no entry that must match; expected at least one without `negate`");

        KeyField[] matched = [.. positive.Select(entry => eventKeys.Matched(entry, isOptional: false))];
        ofEvent.Add(new KeyPlan(matched));
        ofIndicator.Add(new KeyPlan([.. positive.Select((entry, i) => indicatorKeys.Indicator(entry, matched[i], isOptional: false))]));
        foreach (var entry in negated)
        {
            var field = eventKeys.Matched(entry, isOptional: false);
            ofEvent.Add(new KeyPlan([field]));
            ofIndicator.Add(new KeyPlan([indicatorKeys.Indicator(entry, field, isOptional: false)]));
        }

        // The words of one text are several keys of one value.
        var needsSingleValues = item.Entries.Count > 1 && !Array.Exists(matched, field => field.Words is not null);
        items.Add(new ThreatItemPlan(item, negated.Count, needsSingleValues));
    }

    private IndicatorDraft Indicators(ThreatMatchCriteria threat, KeyPlan[] keys)
    {
        var query = new RuleQuery
        {
            RuleId = rule.Query.RuleId,
            RuleName = rule.Query.RuleName,
            Language = threat.ThreatLanguage,
            Query = threat.ThreatQuery,
            Filters = threat.ThreatFilters,
            IndexPatterns = threat.ThreatIndex,
            Exceptions = rule.Query.Exceptions,   // Kibana applies them to indicators too
        };
        try
        {
            var condition = RuleSetCompiler.ConditionOf(ParsePass.Run(query, options), fields);
            return condition is Always { Value: false } ? throw Wrong("no indicator can ever pass") : new IndicatorDraft(query, condition, keys);
        }
        catch (QuerySyntaxException e)
        {
            // Its place is in the threat query, and the error's in the query.
            throw new QuerySyntaxException($"threat query: {e.Message}", default, e.Kind);
        }
    }

    private KeyPlan Suppression(AlertSuppression suppression) => suppression.GroupBy.Count == 0
        ? throw Wrong("alert suppression has no fields to group by; expected at least one in `group_by`")
        : eventKeys.Plan(suppression.GroupBy, "a field to suppress alerts by", suppression.MissingFieldsStrategy == MissingFieldsStrategy.Suppress, isWhole: true);

    private static QuerySyntaxException Wrong(string message) => new(message, default);
}
