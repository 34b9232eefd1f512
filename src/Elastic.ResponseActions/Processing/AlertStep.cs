using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Processing;

/// <summary>Makes alerts of what was found for rules that ask for a response, rule by rule. An event that cannot be read whole makes none, for no rule.</summary>
internal static class AlertStep
{
    public static List<RuleAlerts> Read(PassHits hits, ReadOnlySpan<InputEvent> pass, DetectionRuleSet rules, string spaceId)
    {
        SortedDictionary<int, List<Alert>> byRule = [];
        HashSet<int> broken = [.. hits.Broken.Select(static b => b.EventIndex)];
        for (var i = 0; i < hits.Matches.Count; i++)
        {
            var match = hits.Matches[i];
            var rule = rules.Rules[hits.RuleIndexes[i]];
            if (rule.ResponseActions.Count == 0 || broken.Contains(match.EventIndex))
                continue;

            var context = new AlertContext { Rule = rule, EventIds = [match.EventId], SpaceId = spaceId };
            if (Alert.TryRead(pass[match.EventIndex].Utf8Event, context, out var alert, out var error))
                Add(byRule, hits.RuleIndexes[i], [alert]);
            else if (broken.Add(match.EventIndex))
                hits.Broken.Add(new(match.EventId, match.EventIndex, error));
        }

        foreach (var found in hits.Detections)
        {
            var ruleIndex = rules.Compiled.Rules.Count + found.Detection.RuleIndex;
            if (rules.Rules[ruleIndex].ResponseActions.Count > 0 && !found.EventIndexes.Any(broken.Contains))
                Read(found, pass, rules.Rules[ruleIndex], spaceId, hits, alerts => Add(byRule, ruleIndex, alerts));
        }

        return [.. byRule.Select(r => new RuleAlerts(rules.Rules[r.Key], r.Value))];
    }

    private static void Read(PassDetection found, ReadOnlySpan<InputEvent> pass, DetectionRule rule, string spaceId, PassHits hits, Action<IReadOnlyList<Alert>> onAlerts)
    {
        var events = new ReadOnlyMemory<byte>[found.EventIndexes.Count];
        for (var i = 0; i < events.Length; i++)
            events[i] = pass[found.EventIndexes[i]].Utf8Event;

        if (DetectionAlerts.TryCreate(found.Detection, rule, events, out var alerts, out var error, spaceId))
        {
            onAlerts(alerts);
            return;
        }

        var last = found.EventIndexes[^1];
        if (found.Detection is SequenceDetection { IsWindowOpen: true })
            hits.Unknown.Add(new(rule.RuleId, EventIds.Of(pass[last]), last, error));
        else
            hits.Broken.Add(new(EventIds.Of(pass[last]), last, error));
    }

    private static void Add(SortedDictionary<int, List<Alert>> byRule, int ruleIndex, IReadOnlyList<Alert> more)
    {
        if (!byRule.TryGetValue(ruleIndex, out var alerts))
            byRule.Add(ruleIndex, alerts = []);
        alerts.AddRange(more);
    }
}
