using System.Text.Json;
using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>Names one stored rule: by its stable signature (<c>rule_id</c>) or by its saved-object id (<c>id</c>), which changes when it is imported again. Immutable.</summary>
public readonly record struct RuleKey
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 512;

    private RuleKey(string member, string value) => (Member, Value) = (member, value);

    /// <summary>Which id it is: <c>id</c> or <c>rule_id</c>.</summary>
    public string Member { get; }

    /// <summary>The id.</summary>
    public string Value { get; }

    /// <summary>The rule with this <c>rule_id</c>.</summary>
    /// <param name="ruleId">The signature id.</param>
    /// <exception cref="ArgumentException">The id is blank, too long, or holds control characters.</exception>
    public static RuleKey OfRuleId(string ruleId) => new("rule_id", Checked(ruleId, "rule_id"));

    /// <summary>The rule with this <c>id</c>.</summary>
    /// <param name="id">The saved-object id; alerts carry it as <c>kibana.alert.rule.uuid</c>.</param>
    /// <exception cref="ArgumentException">The id is blank, too long, or holds control characters.</exception>
    public static RuleKey OfId(string id) => new("id", Checked(id, "id"));

    /// <summary>Member and id.</summary>
    public override string ToString() => $"{Member}: \"{VisibleText.Of(Value ?? "")}\"";

    internal KeyValuePair<string, string> ToQuery() =>
        Value is null ? throw new ArgumentException("The rule is not named. Use RuleKey.OfRuleId or RuleKey.OfId. Nothing was sent.") : new(Member, Value);

    /// <summary>Whether an answer is about this rule.</summary>
    internal bool IsOf(JsonElement rule) => rule.Text(Member) == Value;

    private static string Checked(string? id, string member) =>
        !string.IsNullOrWhiteSpace(id) && id.Length <= MaxLength && !id.Any(char.IsControl)
            ? id
            : throw new ArgumentException($"The {member} `{VisibleText.Of(id ?? "", 64)}` is not valid: 1 to {MaxLength} characters, not blank, no control characters. Nothing was sent.");
}
