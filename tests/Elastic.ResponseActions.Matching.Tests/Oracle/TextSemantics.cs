using System.Text.Json;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>Analysed text: words in lower case. A bare value asks for any of its words, a quoted one for all of them in a row.</summary>
internal sealed class TextSemantics(TextAnalyzer analyzer) : TypeSemantics
{
    public override Func<JsonElement, bool?>? Is(LiteralValue literal)
    {
        if (literal.Kind == LiteralKind.Null)
        {
            return null;
        }

        var wanted = Analysis.Words(literal.Text, analyzer);
        return value =>
        {
            var words = Words(value);
            return literal.Quoted
                ? wanted.Count > 0 && Enumerable.Range(0, words.Count).Any(start => words.Skip(start).Take(wanted.Count).SequenceEqual(wanted))
                : wanted.Any(words.Contains);
        };
    }

    // A clause with a star has to fit a single word and is folded like the words, one without is analysed.
    public override Func<JsonElement, bool?>? Like(IReadOnlyList<string> parts)
    {
        var clauses = QueryStringClauses.Of(parts);
        var tests = clauses.Select(clause => clause is [var words]
            ? Is(new LiteralValue(words, Quoted: false))!
            : Fits(WildcardPattern.OfKql(clause), ignoreCase: true)!).ToList();
        return value => tests.Any(test => test(value) == true);
    }

    // A Query DSL wildcard is not folded: without `case_insensitive` a capital letter fits no word.
    public override Func<JsonElement, bool?>? Fits(WildcardPattern pattern, bool ignoreCase)
    {
        var folded = ignoreCase ? pattern.Map(char.ToLowerInvariant) : pattern;
        return value => Words(value).Any(folded.Fits);
    }

    public override Func<JsonElement, bool?>? Compares(RangeOperator @operator, string bound) => _ => null;

    public override Func<JsonElement, bool?>? Term(string term, bool ignoreCase) => value => Words(value).Contains(ignoreCase ? Ascii.Lower(term) : term);

    public override Func<JsonElement, bool?>? Prefix(string prefix, bool ignoreCase) =>
        value => Words(value).Exists(word => word.StartsWith(ignoreCase ? Ascii.Lower(prefix) : prefix, StringComparison.Ordinal));

    public override Func<JsonElement, bool?>? PhrasePrefix(string text)
    {
        var wanted = Analysis.Words(text, analyzer);
        return value =>
        {
            var words = Words(value);
            return wanted.Count > 0 && Enumerable.Range(0, Math.Max(0, words.Count - wanted.Count + 1)).Any(start =>
                words.Skip(start).Take(wanted.Count - 1).SequenceEqual(wanted.SkipLast(1)) && words[start + wanted.Count - 1].StartsWith(wanted[^1], StringComparison.Ordinal));
        };
    }

    public override Func<JsonElement, bool?>? LucenePrefix(string prefix, bool analyze, bool all)
    {
        if (!analyze)
        {
            return Prefix(prefix.ToLowerInvariant(), ignoreCase: false);
        }

        var wanted = Analysis.Words(prefix, analyzer);
        return value =>
        {
            var words = Words(value);
            var found = wanted.Select((word, index) => index == wanted.Count - 1 ? words.Exists(it => it.StartsWith(word, StringComparison.Ordinal)) : words.Contains(word)).ToList();
            return all ? found.Count > 0 && found.TrueForAll(it => it) : found.Exists(it => it);
        };
    }

    public override Func<JsonElement, bool?>? LuceneWildcard(string pattern)
    {
        var folded = WildcardPattern.OfDsl(pattern, char.ToLowerInvariant);
        return value => Words(value).Exists(folded.Fits);
    }

    public override Func<JsonElement, bool?>? Regexp(string pattern, bool ignoreCase)
    {
        var regex = RegexParser.Parse(new RegexText(pattern), new RegexLimits());
        return value => Words(value).Exists(word => RegexSemantics.IsMatch(regex, word, ignoreCase));
    }

    public override IReadOnlyList<string>? WordsOf(string text) => Analysis.Words(text, analyzer);

    private List<string> Words(JsonElement value) => Analysis.Words(TextOf(value), analyzer);
}
