using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Compilation.Eql;

/// <summary>The right side of <c>:</c>, <c>like</c> and their kin.</summary>
internal static class EqlPatterns
{
    /// <summary>The text of a pattern, which has to be one.</summary>
    public static string TextOf(EqlPatternOperator op, EqlLiteral literal) => literal.Value.Kind == EqlValueKind.Text
        ? literal.Value.Text!
        : throw EqlRefusals.NotText(SymbolOf(op), $"{literal.Value} is none", literal.Span);

    public static string SymbolOf(EqlPatternOperator op) => op switch
    {
        EqlPatternOperator.Colon => ":",
        EqlPatternOperator.Like => "like",
        EqlPatternOperator.LikeIgnoreCase => "like~",
        EqlPatternOperator.Regex => "regex",
        _ => "regex~",
    };
}
