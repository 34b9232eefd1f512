using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Analysis;

/// <summary>Turns what a rule says beyond its query into what a detector needs: criteria, suppression, times. The first thing that cannot be used is the obstacle.</summary>
internal sealed class DetectorRuleReader(DetectionRule rule)
{
    private const string DefaultFrom = "now-6m";
    private const string DefaultInterval = "5m";

    public Obstacle? Obstacle { get; private set; }

    /// <param name="query">The rule's query, or its base query.</param>
    public DetectorRule Read(RuleQuery query) => new()
    {
        Query = query,
        Criteria = Criteria(),
        Suppression = Suppression(),
        TimestampOverride = string.IsNullOrEmpty(rule.TimestampOverride) ? null : rule.TimestampOverride,
        LookBack = LookBack(),
        Interval = Interval(),
    };

    private RuleCriteria? Criteria()
    {
        var reader = new CriteriaReader();
        RuleCriteria? criteria = rule switch
        {
            ThresholdRule threshold => reader.Threshold(threshold),
            NewTermsRule newTerms => reader.NewTerms(newTerms),
            ThreatMatchRule threat => reader.ThreatMatch(threat),
            _ => null,
        };
        Obstacle ??= reader.Obstacle;
        return criteria;
    }

    private AlertSuppression? Suppression()
    {
        if (rule.AlertSuppression is not { } suppression)
            return null;

        return new AlertSuppression
        {
            GroupBy = suppression.GroupBy,
            Duration = suppression.Duration is { } duration ? Duration(duration) : null,
            MissingFieldsStrategy = suppression.MissingFieldsStrategy switch
            {
                null or "suppress" => MissingFieldsStrategy.Suppress,
                "doNotSuppress" => MissingFieldsStrategy.DoNotSuppress,
                var other => Fail<MissingFieldsStrategy>($"`alert_suppression.missing_fields_strategy` is `{other}`; evaluated are `suppress` and `doNotSuppress`."),
            },
        };
    }

    private TimeSpan? Duration(RuleSuppressionDuration duration) => (duration.Value, duration.Unit) switch
    {
        ( >= 1 and <= int.MaxValue, "s" or "m" or "h") when RelativeTime.TryReadLength($"{duration.Value}{duration.Unit}", out var length) => length,
        _ => Fail<TimeSpan?>($"`alert_suppression.duration` is `{duration}`; evaluated is a whole number of s, m or h."),
    };

    private TimeSpan? LookBack()
    {
        var (from, to) = (rule.From ?? DefaultFrom, rule.To ?? "now");
        if (RelativeTime.TryRead(from, out var start) && RelativeTime.TryRead(to, out var end))
            return end - start;

        // Events that alert by themselves are never joined, however far apart.
        return rule is QueryRule or SavedQueryRule
            ? null
            : Fail<TimeSpan?>($"its runs look from `{from}` to `{to}`, whose length changes with the clock; evaluated is {RelativeTime.Allowed}.");
    }

    private TimeSpan? Interval() => RelativeTime.TryReadLength(rule.Interval ?? DefaultInterval, out var length)
        ? length
        : Fail<TimeSpan?>($"its `interval` is `{rule.Interval}`; evaluated is a whole number of s, m, h, d or w, for example `5m`.");

    private T? Fail<T>(string message)
    {
        Obstacle ??= Obstacle.Unsupported(message);
        return default;
    }
}
