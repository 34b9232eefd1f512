using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax;

/// <summary>A parser's way out: message and place. The compiler turns it into a <see cref="QueryError"/>.</summary>
internal sealed class QuerySyntaxException(string message, SourceSpan span, QueryErrorKind kind = QueryErrorKind.Syntax) : Exception(message)
{
    /// <summary>The place in the query text; <c>default</c> where the error is not in it (filters, the length of the text). No error in the text has it.</summary>
    public SourceSpan Span { get; } = span;

    public QueryErrorKind Kind { get; } = kind;
}
