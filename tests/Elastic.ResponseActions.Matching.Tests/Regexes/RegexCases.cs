using System.Text;
using Elastic.ResponseActions.Matching.Compilation;
using Elastic.ResponseActions.Matching.Compilation.Regex;
using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Regex;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Tests.Regexes;

/// <summary>Short ways to compile and run one expression.</summary>
internal static class RegexCases
{
    public static TypedTest Compile(string pattern, bool ignoreCase = false, FieldType type = FieldType.Keyword, RegexLimits? limits = null) =>
        Compile([pattern], ignoreCase, type, limits);

    public static TypedTest Compile(string[] patterns, bool ignoreCase = false, FieldType type = FieldType.Keyword, RegexLimits? limits = null) =>
        RegexTestFactory.Compile(type, [.. patterns.Select(pattern => new RegexText(pattern))], ignoreCase, TextAnalyzer.Standard, limits ?? new RegexLimits());

    public static bool Passes(TypedTest test, string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        var work = default(MatchWork);
        return test.Test?.Passes(new EventValue(utf8, EventValueKind.Text, KeywordLimit.IsPassed(utf8), 0, ref work)) ?? false;
    }

    /// <summary>The automaton alone, also where a wildcard pattern would say the same.</summary>
    public static RegexAutomaton? Automaton(RegexNode node, bool ignoreCase = false, RegexLimits? limits = null) =>
        RegexCompiler.Compile(node, ignoreCase, new RegexWork(new RegexText("(tree)"), limits ?? new RegexLimits()));

    public static RegexNode Parse(string pattern) => RegexParser.Parse(new RegexText(pattern), new RegexLimits());

    public static QuerySyntaxException Refuse(string pattern, RegexLimits? limits = null) =>
        Assert.Throws<QuerySyntaxException>(() => { Compile(pattern, limits: limits); });
}
