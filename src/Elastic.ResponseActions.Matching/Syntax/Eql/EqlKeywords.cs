namespace Elastic.ResponseActions.Matching.Syntax.Eql;

/// <summary>The reserved words. Upper case is not reserved: <c>AND</c> is a name.</summary>
internal static class EqlKeywords
{
    public static EqlTokenKind KindOf(ReadOnlySpan<char> word) => word switch
    {
        "and" => EqlTokenKind.And,
        "any" => EqlTokenKind.Any,
        "by" => EqlTokenKind.By,
        "false" => EqlTokenKind.False,
        "in" => EqlTokenKind.In,
        "join" => EqlTokenKind.Join,
        "like" => EqlTokenKind.Like,
        "maxspan" => EqlTokenKind.MaxSpan,
        "not" => EqlTokenKind.Not,
        "null" => EqlTokenKind.Null,
        "of" => EqlTokenKind.Of,
        "or" => EqlTokenKind.Or,
        "regex" => EqlTokenKind.Regex,
        "sample" => EqlTokenKind.Sample,
        "sequence" => EqlTokenKind.Sequence,
        "true" => EqlTokenKind.True,
        "until" => EqlTokenKind.Until,
        "where" => EqlTokenKind.Where,
        "with" => EqlTokenKind.With,
        _ => EqlTokenKind.Identifier,
    };

    public static bool Contains(EqlTokenKind kind) => kind is >= EqlTokenKind.And and <= EqlTokenKind.With;
}
