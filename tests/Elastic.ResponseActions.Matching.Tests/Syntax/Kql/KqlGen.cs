using CsCheck;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

/// <summary>Random trees that KQL can say, and random text that is nearly KQL.</summary>
internal static class KqlGen
{
    private static readonly string[] Pieces =
    [
        "and", "or", "not", "AND", "Or", "nOt", " and ", " or ", " not ", "\nor\t", " ", "  ", "\u00A0", "\n", "\r\n", "\t", "\u2003", "\uFEFF", "\u0085",
        "(", ")", "{", "}", ":", ": ", " : ", "<", "<=", ">", ">=", "\"", "\"x\"", "\"a b\" ", "\"\"", "*", "a*", "\\", "\\\\", "\\\"", "\\*", "\\n", "\\t", "\\:",
        "\\not", "\\or", "\\and", "\\u0041", "\\u12", "\\u006\0", "\\x", "null", "true", "false", "a", "b.c", "host.name", "knot", "cannot ", "a:b", "a: (b or c)", "a:{b:c}",
        "a > 1", "-1", "10.0.0.0/8", "é", "😀", "\uD83D", "\0", "@", "[", "]", "?", "~", "/", "'",
    ];

    private static readonly Gen<string> Piece = Gen.OneOf(Pieces);

    // Texts that survive as bare literals: neither empty, nor with outer white space, nor one of the three words.
    private static readonly Gen<string> BareText =
        Gen.String[Gen.OneOf(Gen.Char.AlphaNumeric, Gen.Char["\\():<>\"*{} .-_@\u00A0\t\n'?é"], Gen.Char), 1, 8]
            .Select(text => "x" + text + "y");

    private static readonly Gen<string> QuotedText = Gen.String[Gen.OneOf(Gen.Char.AlphaNumeric, Gen.Char["\\\"*(): \n\t\uFEFF"], Gen.Char), 0, 8];

    private static readonly Gen<IReadOnlyList<string>> Parts =
        Gen.OneOf(BareText, Gen.Const("")).Array[2, 4].Select(parts => (IReadOnlyList<string>)parts);

    private static readonly Gen<FieldName> Field = Gen.OneOf(
        BareText.Select(text => new FieldName(text)),
        QuotedText.Select(text => new FieldName(text, Quoted: true)),
        Parts.Select(parts => new FieldName(string.Join('*', parts), parts)),
        Gen.Const(new FieldName("true", Kind: LiteralKind.True)));

    private static readonly Gen<QueryValue> Value = Gen.OneOf(
        BareText.Select(text => (QueryValue)new LiteralValue(text, false)),
        QuotedText.Select(text => (QueryValue)new LiteralValue(text, true)),
        Parts.Select(parts => (QueryValue)new WildcardValue(parts)),
        Gen.Const<QueryValue>(new LiteralValue("true", false, LiteralKind.True)),
        Gen.Const<QueryValue>(new LiteralValue("false", false, LiteralKind.False)),
        Gen.Const<QueryValue>(new LiteralValue("null", false, LiteralKind.Null)));

    private static readonly Gen<QueryNode> Leaf = Gen.OneOf(
        Gen.Select(Field, Value, (field, value) => (QueryNode)new IsNode(field, value, default)),
        Value.Select(value => (QueryNode)new IsNode(null, value, default)),
        Gen.Select(Field, Gen.Enum<RangeOperator>(), Value, (field, op, value) => (QueryNode)new RangeNode(field, op, value, default)));

    public static Gen<QueryNode> Tree { get; } = Gen.Recursive<QueryNode>((depth, tree) => depth == 4
        ? Leaf
        : Gen.OneOf(
            Leaf,
            tree.Select(child => (QueryNode)new NotNode(child, default)),
            tree.Array[2, 4].Select(children => (QueryNode)new AndNode(children, default)),
            tree.Array[2, 4].Select(children => (QueryNode)new OrNode(children, default)),
            Gen.Select(Field, tree, (path, child) => (QueryNode)new NestedNode(path, child, default))));

    /// <summary>Pieces of KQL in any order; most of it is wrong, and wrong in many ways.</summary>
    public static Gen<string> Soup { get; } = Piece.Array[0, 12].Select(string.Concat);

    /// <summary>A well-formed query with one piece put somewhere into it, or one stretch taken out.</summary>
    public static Gen<string> Damaged { get; } = Gen.Select(Tree, Piece, Gen.Int[0, 1000], Gen.Int[0, 3]).Select((tree, piece, place, cut) =>
    {
        var text = KqlPrinter.Print(tree);
        var at = place % (text.Length + 1);
        return string.Concat(text.AsSpan(0, at), piece, text.AsSpan(Math.Min(text.Length, at + cut)));
    });
}
