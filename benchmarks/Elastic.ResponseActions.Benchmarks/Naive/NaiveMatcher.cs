using System.Text.Json;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Matching.Compilation;
using Elastic.ResponseActions.Matching.Compilation.Passes;

namespace Elastic.ResponseActions.Benchmarks.Naive;

/// <summary>The baseline of goal M6: flatten the event, then ask rule after rule. It sees every rule, whatever the index.</summary>
internal sealed class NaiveMatcher
{
    private readonly (string RuleId, Func<FlatEvent, bool> Holds)[] _rules;
    private readonly IReadOnlySet<string> _nestedPaths;

    public NaiveMatcher(IEnumerable<RuleQuery> rules)
    {
        var fields = FieldScope.Of(RuleSetOptions.Default);
        var conditions = new NaiveConditions(RuleSetOptions.Default.FieldTypes);
        _rules = [.. rules.Select(rule => (rule.RuleId, conditions.Compile(RuleSetCompiler.ConditionOf(ParsePass.Run(rule, RuleSetOptions.Default), fields))))];
        _nestedPaths = conditions.NestedPaths;
    }

    public int Count(ReadOnlySpan<byte> utf8Event) => Match(utf8Event).Count;

    public List<string> Match(ReadOnlySpan<byte> utf8Event)
    {
        var matches = new List<string>();
        var reader = new Utf8JsonReader(utf8Event);
        using var document = JsonDocument.ParseValue(ref reader);
        var flat = new FlatEvent(document.RootElement, _nestedPaths, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        foreach (var (ruleId, holds) in _rules)
        {
            if (holds(flat))
                matches.Add(ruleId);
        }

        return matches;
    }
}
