using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks.Rules;

/// <summary>
/// Any number of rules out of some: the rules themselves, then copies in which every text gets a suffix, those of
/// <see cref="ClassFields"/> excepted. Numbers and addresses stay. Rules in KQL and EQL are copied; in other languages the
/// originals are enough.
/// </summary>
internal static class RuleReplicas
{
    private const int Seed = 20_260_101;

    private static readonly string[] PatternQueries = ["wildcard", "prefix"];
    private static readonly string[] ValueMembers = ["value", "query"];
    private static readonly string[] ValueQueries = ["match", "match_phrase", "term", "terms", "wildcard", "prefix"];

    /// <summary>So many rules. The originals come first, in a fixed random order, so that a part of them is a fair sample.</summary>
    public static IReadOnlyList<RuleQuery> Grow(IReadOnlyList<RuleQuery> rules, int count)
    {
        var originals = rules.ToArray();
        new Random(Seed).Shuffle(originals);
        var result = new List<RuleQuery>(originals.Take(count));
        var copied = originals.Where(rule => rule.Language == QueryLanguage.Kuery || rule.Language == QueryLanguage.Eql).ToList();
        if (copied.Count == 0 && result.Count < count)
            throw new ArgumentException("No rule can be copied.", nameof(rules));
        for (var copy = 1; result.Count < count; copy++)
            result.AddRange(copied.Take(count - result.Count).Select(rule => Alter(rule, copy)));
        return result;
    }

    /// <summary>A copy of a rule that asks for other texts.</summary>
    public static RuleQuery Alter(RuleQuery rule, int copy)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"q{copy}");
        var query = rule.Query;
        foreach (var literal in RuleLiterals.Of(rule).Where(literal => !ClassFields.Contains(literal.Field)).OrderByDescending(literal => literal.SuffixAt))
            query = query.Insert(literal.SuffixAt, suffix);
        return rule with { RuleId = $"{rule.RuleId}, copy {copy}", Query = query, Filters = [.. rule.Filters.Select(filter => Alter(filter, suffix))] };
    }

    private static JsonElement Alter(JsonElement filter, string suffix)
    {
        var node = JsonNode.Parse(filter.GetRawText())!;
        AlterQueries(node["query"], suffix);
        return JsonElement.Parse(node.ToJsonString());
    }

    private static void AlterQueries(JsonNode? node, string suffix)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                AlterQueries(item, suffix);
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (ValueQueries.Contains(name) && value is JsonObject byField)
                    AlterValues(byField, suffix, isPattern: PatternQueries.Contains(name));
                else
                    AlterQueries(value, suffix);
            }
        }
    }

    private static void AlterValues(JsonObject byField, string suffix, bool isPattern)
    {
        foreach (var (field, value) in byField.ToList())
        {
            if (ClassFields.Contains(field))
                continue;
            if (value is JsonObject settings)
            {
                foreach (var name in ValueMembers.Where(settings.ContainsKey))
                    settings[name] = Alter(settings[name], suffix, isPattern);
            }
            else
            {
                byField[field] = Alter(value, suffix, isPattern);
            }
        }
    }

    private static JsonNode? Alter(JsonNode? value, string suffix, bool isPattern) => value switch
    {
        JsonArray items => new JsonArray([.. items.Select(item => Alter(item, suffix, isPattern)?.DeepClone())]),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => Alter(text.GetValue<string>(), suffix, isPattern),
        _ => value?.DeepClone(),
    };

    private static string Alter(string text, string suffix, bool isPattern)
    {
        var end = isPattern ? text.TrimEnd('*').Length : text.Length;
        return end == 0 ? text : text.Insert(end, suffix);
    }
}
