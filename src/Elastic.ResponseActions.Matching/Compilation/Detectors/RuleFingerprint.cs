using System.Security.Cryptography;
using System.Text;

namespace Elastic.ResponseActions.Matching.Compilation.Detectors;

/// <summary>
/// A hash of all that the meaning of a rule's state depends on: saved state fits a rule only if this is the same. Exceptions are left out: they change
/// while a rule stays, and to forget what is open would open a gap at each of those changes.
/// </summary>
internal static class RuleFingerprint
{
    private const int Bytes = 16;

    /// <param name="rule">The rule.</param>
    /// <param name="keyTypes">The mapped types of its key fields, which decide how their values are written.</param>
    public static byte[] Of(DetectorRule rule, IEnumerable<FieldType> keyTypes)
    {
        var text = new StringBuilder();
        Add(text, rule.Query);
        Add(text, rule.TimestampOverride, rule.LookBack, rule.Interval);
        Add(text, rule.Criteria);
        if (rule.Suppression is { } suppression)
        {
            AddAll(text, suppression.GroupBy);
            Add(text, suppression.Duration, suppression.MissingFieldsStrategy);
        }

        AddAll(text, keyTypes);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..Bytes];
    }

    private static void Add(StringBuilder text, RuleQuery query)
    {
        Add(text, query.RuleId, query.Language, query.Query, query.EventCategoryField, query.TimestampField, query.TiebreakerField);
        AddAll(text, query.IndexPatterns);
        AddAll(text, query.Filters.Select(filter => filter.GetRawText()));
    }

    private static void Add(StringBuilder text, RuleCriteria? criteria)
    {
        Add(text, criteria?.GetType().Name);
        switch (criteria)
        {
            case ThresholdCriteria threshold:
                AddAll(text, threshold.Fields);
                Add(text, threshold.Value);
                AddAll(text, threshold.Cardinality);
                break;

            case NewTermsCriteria newTerms:
                AddAll(text, newTerms.Fields);
                Add(text, newTerms.HistoryWindow);
                break;

            case ThreatMatchCriteria threat:
                Add(text, threat.ThreatQuery, threat.ThreatLanguage);
                AddAll(text, threat.ThreatFilters.Select(filter => filter.GetRawText()));
                AddAll(text, threat.ThreatIndex);
                foreach (var item in threat.Mapping)
                    AddAll(text, item.Entries);
                break;
        }
    }

    private static void AddAll<T>(StringBuilder text, IEnumerable<T> values)
    {
        foreach (var value in values)
            Add(text, value);
        text.Append('\u0001');
    }

    private static void Add(StringBuilder text, params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{value}\0");
    }
}
