namespace Elastic.ResponseActions.Processing;

/// <summary>Makes alerts of the matches whose rule asks for a response, rule by rule. An event that cannot be read whole makes none, for no rule.</summary>
internal static class AlertStep
{
    public static List<RuleAlerts> Read(PassHits hits, ReadOnlySpan<InputEvent> pass, IReadOnlyList<DetectionRule> rules, string spaceId)
    {
        SortedDictionary<int, List<Alert>> byRule = [];
        HashSet<int> broken = [.. hits.Broken.Select(static b => b.EventIndex)];
        for (var i = 0; i < hits.Matches.Count; i++)
        {
            var match = hits.Matches[i];
            var rule = rules[hits.RuleIndexes[i]];
            if (rule.ResponseActions.Count == 0 || broken.Contains(match.EventIndex))
                continue;

            var context = new AlertContext { Rule = rule, EventIds = [match.EventId], SpaceId = spaceId };
            if (!Alert.TryRead(pass[match.EventIndex].Utf8Event, context, out var alert, out var error))
            {
                broken.Add(match.EventIndex);
                hits.Broken.Add(new(match.EventId, match.EventIndex, error));
                continue;
            }

            if (!byRule.TryGetValue(hits.RuleIndexes[i], out var alerts))
                byRule.Add(hits.RuleIndexes[i], alerts = []);
            alerts.Add(alert);
        }

        return [.. byRule.Select(r => new RuleAlerts(rules[r.Key], r.Value))];
    }
}
