using System.Globalization;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Eql;

/// <summary>A field as a value, or a boolean field as a condition. An optional one (<c>?field</c>) need not be in the mapping.</summary>
internal sealed record EqlField(string Name, bool Optional, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => (Optional ? "?" : "") + QueryNotation.Name(Name);
}

/// <summary>A text, number, boolean or <c>null</c> as written.</summary>
/// <param name="Value">The value.</param>
/// <param name="Span">Its place, quotes included.</param>
/// <param name="VerbatimStart">Where the first character of a text stands in the query, if the query holds it character by character; else -1.</param>
internal sealed record EqlLiteral(EqlValue Value, SourceSpan Span, int VerbatimStart = -1) : QueryNode(Span)
{
    public override string ToString() => Value.ToString();
}

/// <summary><c>left == right</c> and its kin; either side may be any value.</summary>
internal sealed record EqlComparison(EqlComparisonOperator Operator, QueryNode Left, QueryNode Right, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"{Operator}({Left}, {Right})";
}

/// <summary><c>value in (…)</c> and <c>value in~ (…)</c>; <c>not in</c> is a <see cref="NotNode"/> around it.</summary>
internal sealed record EqlMembership(QueryNode Value, bool IgnoreCase, IReadOnlyList<QueryNode> Items, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"{(IgnoreCase ? "in~" : "in")}({Value}; {string.Join(", ", Items)})";
}

/// <summary><c>value : "a*"</c>, <c>value like ("a", "b?")</c> and their kin; any of the patterns.</summary>
internal sealed record EqlPattern(EqlPatternOperator Operator, QueryNode Value, IReadOnlyList<EqlLiteral> Patterns, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"{Operator}({Value}; {string.Join(", ", Patterns)})";
}

/// <summary><c>length(a)</c>; arithmetic is written the same way, <c>a + 1</c> as <c>add(a, 1)</c>.</summary>
internal sealed record EqlCall(EqlFunction Function, bool IgnoreCase, IReadOnlyList<QueryNode> Arguments, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => QueryNotation.Call($"{Function}{(IgnoreCase ? "~" : "")}", Arguments);
}

/// <summary>A whole event query as the condition of a rule.</summary>
/// <param name="Filter">The category and the condition.</param>
/// <param name="CategoryField">The field that the category is compared with; null: the usual one.</param>
internal sealed record EqlEventNode(EqlEventFilter Filter, string? CategoryField) : QueryNode(Filter.Span)
{
    public override string ToString() => $"event({(Filter.Category is { } category ? QueryNotation.Quote(category, '"') : "any")}, {Filter.Condition})";
}

internal enum EqlComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>Operators whose right side is a text, or a list of texts, that may hold wildcards or be a regular expression.</summary>
internal enum EqlPatternOperator
{
    /// <summary><c>:</c>, the same as <see cref="LikeIgnoreCase"/> on text.</summary>
    Colon,
    Like,
    LikeIgnoreCase,
    Regex,
    RegexIgnoreCase,
}

internal enum EqlValueKind
{
    Null,
    Boolean,
    Integer,
    Real,
    Text,
}

/// <summary>A constant. Whole numbers are <see cref="Integer"/> (a boolean is 0 or 1), others <see cref="Real"/>.</summary>
internal readonly record struct EqlValue(EqlValueKind Kind, string? Text = null, long Integer = 0, double Real = 0)
{
    public static EqlValue Null { get; } = new(EqlValueKind.Null);

    public bool IsNull => Kind == EqlValueKind.Null;

    public bool IsNumber => Kind is EqlValueKind.Integer or EqlValueKind.Real;

    public bool IsTrue => Kind == EqlValueKind.Boolean && Integer != 0;

    public static EqlValue Of(string text) => new(EqlValueKind.Text, text);

    public static EqlValue Of(long integer) => new(EqlValueKind.Integer, Integer: integer);

    public static EqlValue Of(double real) => new(EqlValueKind.Real, Real: real);

    public static EqlValue Of(bool truth) => new(EqlValueKind.Boolean, Integer: truth ? 1 : 0);

    public override string ToString() => Kind switch
    {
        EqlValueKind.Null => "null",
        EqlValueKind.Boolean => Integer != 0 ? "true" : "false",
        EqlValueKind.Integer => Integer.ToString(CultureInfo.InvariantCulture),
        EqlValueKind.Real => Real.ToString("R", CultureInfo.InvariantCulture) + "d",
        _ => QueryNotation.Quote(Text!, '"'),
    };
}
