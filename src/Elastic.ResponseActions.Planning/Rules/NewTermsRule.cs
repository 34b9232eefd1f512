using System.Diagnostics.CodeAnalysis;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>Values that were not seen before (<c>new_terms</c>).</summary>
public sealed record NewTermsRule : DetectionRule
{
    /// <summary>Creates an empty rule; set at least id, name, query, fields and history.</summary>
    public NewTermsRule()
    {
    }

    [SetsRequiredMembers]
    internal NewTermsRule(JsonMembers rule)
        : base(rule)
    {
        NewTermsFields = rule.Texts("new_terms_fields");
        HistoryWindowStart = rule.Text("history_window_start");
    }

    /// <inheritdoc />
    public override RuleType Type => RuleType.NewTerms;

    /// <summary>The fields whose values, taken together, have to be new (<c>new_terms_fields</c>).</summary>
    public IReadOnlyList<string> NewTermsFields { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>How far back values count as known, in date math (<c>history_window_start</c>).</summary>
    public string? HistoryWindowStart { get; init; }

    private protected override void DescribeOwn(MemberImage members)
    {
        members.Texts("new_terms_fields", NewTermsFields);
        members.Text("history_window_start", HistoryWindowStart);
    }
}
