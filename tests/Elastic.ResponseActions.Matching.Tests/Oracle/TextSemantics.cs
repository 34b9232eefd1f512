using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>Analysed text: words in lower case. A bare value asks for any of its words, a quoted one for all of them in a row.</summary>
internal sealed class TextSemantics : TypeSemantics
{
    public override Func<JsonElement, bool?>? Is(LiteralValue literal)
    {
        if (literal.Kind == LiteralKind.Null)
        {
            return null;
        }

        var wanted = Analysis.Words(literal.Text);
        return value =>
        {
            var words = Words(value);
            return literal.Quoted
                ? wanted.Count > 0 && Enumerable.Range(0, words.Count).Any(start => words.Skip(start).Take(wanted.Count).SequenceEqual(wanted))
                : wanted.Any(words.Contains);
        };
    }

    // A KQL pattern is folded like the words; a Query DSL wildcard is not, unless it ignores case.
    public override Func<JsonElement, bool?>? Fits(WildcardPattern pattern, bool ignoreCase)
    {
        var folded = ignoreCase ? pattern.Map(char.ToLowerInvariant) : pattern;
        return value => Words(value).Any(folded.Fits);
    }

    public override Func<JsonElement, bool?>? Compares(RangeOperator @operator, string bound) =>
        value => Words(value).Any(word => Holds(@operator, Encoding.UTF8.GetBytes(word).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(bound))));

    private static List<string> Words(JsonElement value) => Analysis.Words(TextOf(value));
}
