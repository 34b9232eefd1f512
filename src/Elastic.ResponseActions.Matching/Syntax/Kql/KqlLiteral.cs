using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Kql;

/// <summary>A quoted or bare literal as read, before it is known whether it names a field or is a value.</summary>
/// <param name="Text">The text without quotes and escapes; of a pattern its parts joined by stars.</param>
/// <param name="Parts">The parts between the stars of a bare literal that has stars, else null.</param>
/// <param name="Quoted">Whether it stood in quotes.</param>
/// <param name="Kind">Which bare word it is, if it is one of the three that are literals of their own.</param>
/// <param name="Span">Its place, without surrounding white space.</param>
internal readonly record struct KqlLiteral(string Text, IReadOnlyList<string>? Parts, bool Quoted, LiteralKind Kind, SourceSpan Span)
{
    public FieldName ToField() => new(Text, Parts, Quoted, Kind);

    public QueryValue ToValue() => Parts is null ? new LiteralValue(Text, Quoted, Kind) : new WildcardValue(Parts);
}
