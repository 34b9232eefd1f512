using System.Text;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

/// <summary>Writes a tree as KQL. Inside and, or and not every operand that is itself one of these gets parentheses.</summary>
internal static class KqlPrinter
{
    public static string Print(QueryNode node) => node switch
    {
        AndNode and => string.Join(" and ", and.Children.Select(Operand)),
        OrNode or => string.Join("\nOR\u00A0", or.Children.Select(Operand)),
        NotNode not => $"not {Operand(not.Child)}",
        NestedNode nested => $"{Field(nested.Path)}:{{{Print(nested.Child)}}}",
        RangeNode range => $"{Field(range.Field)} {QueryNotation.Symbol(range.Operator)} {Value(range.Value)}",
        IsNode { Field: null } free => Value(free.Value),
        IsNode { Field: { } field } condition => $"{Field(field)}: {Value(condition.Value)}",
        MatchAllNode => "",
        _ => throw new InvalidOperationException($"KQL cannot say {node}."),
    };

    private static string Operand(QueryNode node) => node is AndNode or OrNode or NotNode ? $"({Print(node)})" : Print(node);

    private static string Field(FieldName field) =>
        field.WildcardParts is { } parts ? Pattern(parts) : field.Quoted ? Quoted(field.Text) : Bare(field.Text);

    private static string Value(QueryValue value) => value switch
    {
        LiteralValue { Quoted: true } quoted => Quoted(quoted.Text),
        LiteralValue bare => Bare(bare.Text),
        _ => Pattern(((WildcardValue)value).Parts),
    };

    private static string Pattern(IReadOnlyList<string> parts) => string.Join('*', parts.Select(Bare));

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    // Letters of `not` and of `and`, `or` are written as \uXXXX, so that no keyword can arise.
    private static string Bare(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            if (c is 'n' or 'N' or 'a' or 'A' or 'o' or 'O') result.Append($"\\u{(int)c:x4}");
            else if (c is '\\' or '(' or ')' or ':' or '<' or '>' or '"' or '*' or '{' or '}') result.Append('\\').Append(c);
            else result.Append(c);
        }

        return result.ToString();
    }
}
