using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax;

/// <summary>A parser's way out: message and place. The compiler turns it into a <see cref="QueryError"/>.</summary>
internal sealed class QuerySyntaxException(string message, SourceSpan span, QueryErrorKind kind = QueryErrorKind.Syntax) : Exception(message)
{
    public SourceSpan Span { get; } = span;

    public QueryErrorKind Kind { get; } = kind;
}
