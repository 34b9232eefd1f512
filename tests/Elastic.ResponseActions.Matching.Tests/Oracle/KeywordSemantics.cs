using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>The whole value is one term, case-sensitive; a term longer than <paramref name="longest"/> UTF-16 units is not indexed.</summary>
internal class KeywordSemantics(int longest = int.MaxValue) : TypeSemantics
{
    public override bool IsIndexed(JsonElement value) => TextOf(value).Length <= longest;

    public override Func<JsonElement, bool?>? Is(LiteralValue literal) =>
        literal.Kind == LiteralKind.Null ? null : value => IsIndexed(value) && Term(value) == Folded(literal.Text);

    public override Func<JsonElement, bool?>? Fits(WildcardPattern pattern, bool ignoreCase)
    {
        Func<char, char> fold = ignoreCase ? Ascii.Lower : character => character;
        var folded = pattern.Map(character => fold(Folded(character.ToString())[0]));
        return value => IsIndexed(value) && folded.Fits(string.Concat(Term(value).Select(fold)));
    }

    public override Func<JsonElement, bool?>? Term(string term, bool ignoreCase) => ignoreCase
        ? value => IsIndexed(value) && Ascii.Lower(Term(value)) == Ascii.Lower(Folded(term))
        : Is(new LiteralValue(term, Quoted: true));

    public override Func<JsonElement, bool?>? LuceneWildcard(string pattern)
    {
        var folded = WildcardPattern.OfDsl(pattern, character => Folded(character.ToString())[0]);
        return value => IsIndexed(value) && folded.Fits(Term(value));
    }

    // A field that folds its values folds the expression too, escapes included.
    public override Func<JsonElement, bool?>? Regexp(string pattern, bool ignoreCase)
    {
        var regex = RegexParser.Parse(new RegexText(Folded(pattern)), new RegexLimits());
        return value => IsIndexed(value) && !(IsWildcard && pattern.Length == 0) && RegexSemantics.IsMatch(regex, Term(value), ignoreCase);
    }

    /// <summary>Elasticsearch finds nothing by the empty expression on a <c>wildcard</c> field.</summary>
    protected virtual bool IsWildcard => false;

    // On a keyword field a pattern is a `wildcard` query, on its kin a `query_string`.
    public override Func<JsonElement, bool?>? Like(IReadOnlyList<string> parts)
    {
        if (this is CaselessSemantics || longest == 1024)
        {
            return base.Like(parts);
        }

        var tests = QueryStringClauses.Of(parts).Select(clause => clause is [var text]
            ? Is(new LiteralValue(text, Quoted: true))!
            : Fits(WildcardPattern.OfKql(clause), ignoreCase: false)!).ToList();
        return value => tests.Any(test => test(value) == true);
    }

    // Elasticsearch orders terms by their UTF-8 bytes.
    public override Func<JsonElement, bool?>? Compares(RangeOperator @operator, string bound) =>
        value => IsIndexed(value) && Holds(@operator, Encoding.UTF8.GetBytes(Term(value)).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(Folded(bound))));

    protected virtual string Folded(string text) => text;

    private string Term(JsonElement value) => Folded(TextOf(value));
}

/// <summary>The type <c>wildcard</c>.</summary>
internal sealed class WildcardSemantics : KeywordSemantics
{
    protected override bool IsWildcard => true;
}

/// <summary>The case folding of Query DSL's <c>case_insensitive</c>.</summary>
internal static class Ascii
{
    public static char Lower(char character) => char.IsAscii(character) ? char.ToLowerInvariant(character) : character;

    public static string Lower(string text) => string.Concat(text.Select(Lower));
}

/// <summary>Elastic Defend's <c>.caseless</c> sub-fields: a keyword in lower case, in the index and in the query.</summary>
internal sealed class CaselessSemantics() : KeywordSemantics(longest: 1024)
{
    protected override string Folded(string text) => text.ToLowerInvariant();
}

/// <summary>Versions: equal by their text; their order is Elasticsearch's own.</summary>
internal sealed class VersionSemantics : KeywordSemantics
{
    public override Func<JsonElement, bool?>? Compares(RangeOperator @operator, string bound) => _ => null;
}

/// <summary>Types that are not evaluated here: that there is a value is known, what it is like is not.</summary>
internal sealed class UndecidableSemantics : TypeSemantics
{
    public override Func<JsonElement, bool?>? Is(LiteralValue literal) => _ => null;

    public override Func<JsonElement, bool?>? Fits(WildcardPattern pattern, bool ignoreCase) => _ => null;

    public override Func<JsonElement, bool?>? Compares(RangeOperator @operator, string bound) => _ => null;

    public override Func<JsonElement, bool?>? Regexp(string pattern, bool ignoreCase) => _ => null;

    public override Func<JsonElement, bool?>? PhrasePrefix(string text) => _ => null;
}
