using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>
/// Compiles the rules' <c>index</c> lists; equal lists become one.
/// In: each rule's patterns. Out: the table of lists, with the slots that an event's data stream is read from.
/// </summary>
internal static class IndexPatternPass
{
    public static IndexPatternTable Run(IReadOnlyList<RuleQuery> rules, RuleSetOptions options, PredicateTable predicates)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var lists = new List<IndexPatternList>();
        var listOfRule = new int[rules.Count];
        for (var rule = 0; rule < rules.Count; rule++)
        {
            // A comma inside an entry separates patterns, as it does in Kibana's index pattern text.
            var patterns = rules[rule].IndexPatterns.SelectMany(p => p.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
            if (options.IgnoreIndexPatterns || patterns.Count == 0)
            {
                listOfRule[rule] = IndexPatternTable.SeesAll;
                continue;
            }

            var key = string.Join(',', patterns);
            if (!ids.TryGetValue(key, out var list))
            {
                ids.Add(key, list = lists.Count);
                lists.Add(new IndexPatternList([.. patterns.Select(Parse)]));
            }

            listOfRule[rule] = list;
        }

        var dataStream = lists.Count == 0
            ? default
            : new DataStreamSlots(predicates.SlotOf("data_stream.type"), predicates.SlotOf("data_stream.dataset"), predicates.SlotOf("data_stream.namespace"));
        return new IndexPatternTable(listOfRule, [.. lists], dataStream);
    }

    // `-logs-x-*`, `-cluster:logs-*` and `cluster:-logs-*` exclude.
    private static IndexPattern Parse(string pattern)
    {
        var excludes = pattern.StartsWith('-');
        var rest = excludes ? pattern[1..] : pattern;
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        var cluster = colon < 0 ? null : rest[..colon];
        var name = rest[(colon + 1)..];
        if (cluster is not null && name.StartsWith('-'))
        {
            excludes = true;
            name = name[1..];
        }

        return new IndexPattern(excludes, cluster is null ? null : Glob(cluster), Glob(name));
    }

    private static GlobPattern Glob(string pattern) => GlobPattern.FromParts(pattern.Split('*'));
}
