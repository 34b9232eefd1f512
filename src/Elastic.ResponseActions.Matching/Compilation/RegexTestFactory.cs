using Elastic.ResponseActions.Matching.Compilation.Regex;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Regex;
using Elastic.ResponseActions.Matching.Execution.Values;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Compiles regular expressions for a field type, as Elasticsearch's <c>regexp</c> query would run them on a field of that type.</summary>
internal static class RegexTestFactory
{
    /// <summary>The value (on analysed text: one word) fits some of the expressions as a whole.</summary>
    /// <param name="type">The field's mapped type.</param>
    /// <param name="texts">One or more expressions; several become one automaton where it stays within the limits.</param>
    /// <param name="ignoreCase">ASCII letters count in either case.</param>
    /// <param name="analyzer">How analysed text is cut into words.</param>
    /// <param name="limits">What an expression may cost.</param>
    /// <exception cref="QuerySyntaxException">An expression is malformed or passes a limit.</exception>
    public static TypedTest Compile(FieldType type, IReadOnlyList<RegexText> texts, bool ignoreCase, TextAnalyzer analyzer, RegexLimits limits)
    {
        switch (type)
        {
            case FieldType.Text or FieldType.Keyword or FieldType.Wildcard or FieldType.ConstantKeyword or FieldType.Version or FieldType.Flattened:
                break;
            case FieldType.Nested:
                return TypedTest.Never;
            case FieldType.Other:
                return TypedTest.Undecided("its mapped type is not evaluated here");
            default:
                return TypedTest.Refused("a regular expression needs a keyword, wildcard or text field");
        }

        // Elasticsearch answers an empty expression on a wildcard field with no document, not with the empty value.
        var nodes = texts
            .Where(text => type != FieldType.Wildcard || text.Pattern.Length > 0)
            .Select(text => (Node: RegexParser.Parse(text, limits), Text: text))
            .ToList();
        if (nodes.Count == 0)
            return TypedTest.Never;

        var key = string.Join('\0', nodes.Select(node => node.Text.Pattern).Order(StringComparer.Ordinal));
        if (nodes.Count == 1 && type != FieldType.Text && RegexGlob.TryWrite(nodes[0].Node, limits.MaxWildcards, out var pattern))
            return TypedTest.Of(new GlobTest(GlobPattern.Parse(pattern, ignoreCase), type == FieldType.Keyword), $"wildcard {ignoreCase} {pattern}");

        var tests = Automata(nodes, ignoreCase, limits)
            .Select(automaton => type == FieldType.Text ? new WordRegexTest(analyzer, automaton) : (ValueTest)new RegexTest(automaton, type == FieldType.Keyword))
            .ToArray();
        return tests.Length == 0
            ? TypedTest.Never
            : TypedTest.Of(tests.Length == 1 ? tests[0] : new AnyOfTest(tests), $"regex {ignoreCase} {(type == FieldType.Text ? analyzer : "")} {key}");
    }

    private static RegexAutomaton[] Automata(List<(RegexNode Node, RegexText Text)> nodes, bool ignoreCase, RegexLimits limits)
    {
        if (nodes.Count > 1 && TryUnite(nodes, ignoreCase, limits, out var united))
            return united is null ? [] : [united];
        return [.. nodes.Select(node => RegexCompiler.Compile(node.Node, ignoreCase, new RegexWork(node.Text, limits))).OfType<RegexAutomaton>()];
    }

    // Together they may need far more states than each on its own; then they stay apart.
    private static bool TryUnite(List<(RegexNode Node, RegexText Text)> nodes, bool ignoreCase, RegexLimits limits, out RegexAutomaton? united)
    {
        united = null;
        try
        {
            var union = new RegexUnion([.. nodes.Select(node => node.Node)]);
            united = RegexCompiler.Compile(union, ignoreCase, new RegexWork(nodes[0].Text, limits));
            return true;
        }
        catch (QuerySyntaxException)
        {
            return false;
        }
    }
}
