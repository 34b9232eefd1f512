namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>A table: the members of a rule, those of every type and those of each. What is in no table is dropped without a word.</summary>
internal static class RuleFields
{
    public static IReadOnlyList<string> Types { get; } = ["eql", "query", "saved_query", "threshold", "threat_match", "machine_learning", "new_terms", "esql"];

    /// <summary>What every rule has to have, beside its type.</summary>
    public static IReadOnlyList<string> Required { get; } = ["name", "description", "risk_score", "severity"];

    public static IReadOnlyDictionary<string, FieldKind> Common { get; } = new Dictionary<string, FieldKind>
    {
        ["name"] = FieldKind.FilledText,
        ["description"] = FieldKind.FilledText,
        ["risk_score"] = new FieldKind.NumberKind(0, 100, IsWhole: true),
        ["severity"] = new FieldKind.LiteralKind("low", "medium", "high", "critical"),
        ["rule_id"] = FieldKind.Text,
        ["enabled"] = FieldKind.Flag,
        ["interval"] = FieldKind.Text,
        ["from"] = FieldKind.Text,
        ["to"] = FieldKind.Text,
        ["tags"] = FieldKind.Texts,
        ["actions"] = FieldKind.Objects,
        ["throttle"] = FieldKind.Any,
        ["exceptions_list"] = FieldKind.Objects,
        ["max_signals"] = new FieldKind.NumberKind(1, IsWhole: true),
        ["version"] = new FieldKind.NumberKind(1, IsWhole: true),
        ["author"] = FieldKind.Texts,
        ["license"] = FieldKind.Text,
        ["note"] = FieldKind.Text,
        ["setup"] = FieldKind.Text,
        ["references"] = FieldKind.Texts,
        ["false_positives"] = FieldKind.Texts,
        ["threat"] = FieldKind.Objects,
        ["severity_mapping"] = FieldKind.Objects,
        ["risk_score_mapping"] = FieldKind.Objects,
        ["related_integrations"] = FieldKind.Objects,
        ["required_fields"] = FieldKind.Objects,
        ["rule_name_override"] = FieldKind.Text,
        ["timestamp_override"] = FieldKind.Text,
        ["timestamp_override_fallback_disabled"] = FieldKind.Flag,
        ["timeline_id"] = FieldKind.Text,
        ["timeline_title"] = FieldKind.Text,
        ["building_block_type"] = FieldKind.Text,
        ["output_index"] = FieldKind.Text,
        ["namespace"] = FieldKind.Text,
        ["meta"] = FieldKind.Object,
        ["investigation_fields"] = FieldKind.Object,
    };

    /// <summary>The members that only this type has; the value says whether it is required.</summary>
    public static IReadOnlyDictionary<string, (FieldKind Kind, bool IsRequired)> Of(string type) => ByType[type];

    private static readonly (FieldKind, bool) Text = (FieldKind.Text, false), Needed = (FieldKind.Text, true), List = (FieldKind.Texts, false), Objects = (FieldKind.Objects, false), Object = (FieldKind.Object, false);

    private static readonly (FieldKind, bool) QueryLanguage = (new FieldKind.LiteralKind("kuery", "lucene"), false);

    private static readonly Dictionary<string, Dictionary<string, (FieldKind Kind, bool IsRequired)>> ByType = new()
    {
        ["query"] = Source(new() { ["query"] = Text, ["language"] = QueryLanguage, ["saved_id"] = Text }),
        ["saved_query"] = Source(new() { ["saved_id"] = Needed, ["query"] = Text, ["language"] = QueryLanguage }),
        ["eql"] = Source(new()
        {
            ["query"] = Needed,
            ["language"] = (new FieldKind.LiteralKind("eql"), true),
            ["event_category_override"] = Text,
            ["tiebreaker_field"] = Text,
            ["timestamp_field"] = Text,
        }),
        ["esql"] = new()
        {
            ["query"] = Needed,
            ["language"] = (new FieldKind.LiteralKind("esql"), true),
            ["alert_suppression"] = Object,
        },
        ["threshold"] = Source(new() { ["query"] = Needed, ["language"] = QueryLanguage, ["threshold"] = (FieldKind.Object, true), ["saved_id"] = Text }),
        ["threat_match"] = Source(new()
        {
            ["query"] = Needed,
            ["language"] = QueryLanguage,
            ["threat_query"] = Needed,
            ["threat_mapping"] = (FieldKind.Objects, true),
            ["threat_index"] = (FieldKind.Texts, true),
            ["threat_filters"] = Objects,
            ["threat_indicator_path"] = Text,
            ["threat_language"] = QueryLanguage,
            ["concurrent_searches"] = (new FieldKind.NumberKind(1, IsWhole: true), false),
            ["items_per_search"] = (new FieldKind.NumberKind(1, IsWhole: true), false),
            ["saved_id"] = Text,
        }),
        ["machine_learning"] = new()
        {
            ["anomaly_threshold"] = (new FieldKind.NumberKind(0, IsWhole: true), true),
            ["machine_learning_job_id"] = (new FieldKind.TextOrTextsKind(), true),
            ["alert_suppression"] = Object,
        },
        ["new_terms"] = Source(new()
        {
            ["query"] = Needed,
            ["language"] = QueryLanguage,
            ["new_terms_fields"] = (new FieldKind.ListKind(FieldKind.Text, Least: 1), true),
            ["history_window_start"] = (FieldKind.FilledText, true),
        }),
    };

    // What the types that read indices have in common.
    private static Dictionary<string, (FieldKind, bool)> Source(Dictionary<string, (FieldKind, bool)> own)
    {
        own["index"] = List;
        own["data_view_id"] = Text;
        own["filters"] = (new FieldKind.ListKind(FieldKind.Any), false);
        own["alert_suppression"] = Object;
        return own;
    }
}
