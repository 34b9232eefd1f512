using System.Globalization;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Regex;

/// <summary>A regular expression and its place in the query.</summary>
/// <param name="Pattern">The expression itself, without quotes, the query language's own escapes undone.</param>
/// <param name="Span">The literal that holds it.</param>
/// <param name="VerbatimStart">Where its first character stands in the query, if the query holds it character by character; else -1.</param>
internal readonly record struct RegexText(string Pattern, SourceSpan Span = default, int VerbatimStart = -1)
{
    public QuerySyntaxException Error(string message, int at, int length = 1)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"regular expression {VisibleText.Excerpt(Pattern)}, character {at + 1}");
        return new($"{place}: {message}.", VerbatimStart < 0 ? Span : new SourceSpan(VerbatimStart + at, length));
    }

    public QuerySyntaxException Limit(FormattableString what, string option) =>
        new($"the regular expression {VisibleText.Excerpt(Pattern)} {FormattableString.Invariant(what)}. Simplify it, or raise RuleSetOptions.{option}.", Span, QueryErrorKind.Limit);
}
