using CsCheck;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Eql;

/// <summary>Random statements that EQL can say, and random text that is nearly EQL.</summary>
internal static class EqlGen
{
    private static readonly string[] Pieces =
    [
        "any", "process", "where", " where ", "and", "or", "not", "AND", " and ", " or ", " not ", " in ", " in~ ", " like ", "like~", "regex", " regex~ ", "sequence", "sample", "join",
        "by", " by ", "with", " with maxspan=1m ", "maxspan", "runs", " with runs=2 ", "until", "of", "|", "| head 5", "| tail 1", "| sort", "head", "any where true", "[any where true]",
        "![any where a == 1]", "[", "]", "![", "!", "(", ")", ",", ".", ":", "=", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "?", "~", "true", "false", "null", "a", "a.b",
        "`a b`", "`", "``", "\"", "\"x\"", "\"\"", "\"\"\"", "\"\"\"x\\\"\"\"", "\\", "\"\\n\"", "\"\\x\"", "\"\\u{41}\"", "\"\\u{", "?\"", "'", "'x'", "1", "1.5", ".5", "1e9", "1e999", "99999999999999999999",
        "length(", "length(a)", "concat~(", "startsWith~(a, \"b\")", "cidrMatch", "nosuch(a)", "wildcard(", "//", "/*", "*/", "/**/", " ", "\n", "\r\n", "\t", "\u00A0", "é", "😀", "\uD83D", "\0", "@", "#", "$", "&",
    ];

    private static readonly Gen<string> Piece = Gen.OneOf(Pieces);

    private static readonly Gen<string> Text =
        Gen.String[Gen.OneOf(Gen.Char.AlphaNumeric, Gen.Char["\\\"*?` .'\n\r\t\u200F{}u"], Gen.Char.Where(c => !char.IsSurrogate(c))), 0, 8];

    private static readonly Gen<string> Name =
        Gen.OneOf(Gen.OneOf("a", "b.c", "process.name", "and", "1a", "a-b.c d", "a`b"), Gen.String[Gen.Char["abAB_@-`1 é"], 1, 5]);

    private static readonly Gen<QueryNode> Field = Gen.Select(Name, Gen.Bool, (name, optional) => (QueryNode)new EqlField(name, optional, default));

    private static readonly Gen<EqlValue> Number = Gen.OneOf(
        Gen.Long.Where(value => value != long.MinValue).Select(value => EqlValue.Of(value)),
        Gen.Int[-5, 5].Select(value => EqlValue.Of((long)value)),
        Gen.Int[-1000, 1000].Select(value => EqlValue.Of(value / 8d)));

    private static readonly Gen<EqlLiteral> Literal = Gen.OneOf(
        Text.Select(text => EqlValue.Of(text)), Number, Gen.Bool.Select(value => EqlValue.Of(value)), Gen.Const(EqlValue.Null))
        .Select(value => new EqlLiteral(value, default));

    private static readonly Gen<EqlLiteral> PatternText = Text.Select(text => new EqlLiteral(EqlValue.Of(text), default));

    private static readonly EqlFunction[] Named = Enum.GetValues<EqlFunction>().Where(function => function >= EqlFunction.Between).ToArray();

    private static readonly Gen<QueryNode> Condition = Gen.Recursive<QueryNode>((depth, node) => depth == 4
        ? Gen.OneOf(Field, Literal.Select(literal => (QueryNode)literal))
        : Gen.OneOf(
            Field,
            Literal.Select(literal => (QueryNode)literal),
            node.Select(child => (QueryNode)new NotNode(child, default)),
            node.Array[2, 4].Select(children => (QueryNode)new AndNode(children, default)),
            node.Array[2, 4].Select(children => (QueryNode)new OrNode(children, default)),
            Gen.Select(Gen.Enum<EqlComparisonOperator>(), node, node, (op, left, right) => (QueryNode)new EqlComparison(op, left, right, default)),
            Gen.Select(node, Gen.Bool, node.Array[1, 3], (value, ignoreCase, items) => (QueryNode)new EqlMembership(value, ignoreCase, items, default)),
            Gen.Select(Gen.Enum<EqlPatternOperator>(), node, PatternText.Array[1, 3], (op, value, patterns) => (QueryNode)new EqlPattern(op, value, patterns, default)),
            Gen.Select(Gen.Int[0, 4], node, node, (function, left, right) => (QueryNode)new EqlCall((EqlFunction)function, false, [left, right], default)),
            node.Where(child => child is not EqlLiteral { Value.IsNumber: true }).Select(child => (QueryNode)new EqlCall(EqlFunction.Negate, false, [child], default)),
            Gen.Select(Gen.OneOf(Named), node.Array[4], Gen.Bool, Call)));

    private static readonly Gen<EqlEventFilter> Filter = Gen.Select(
        Text, Gen.Bool, Condition, (category, any, condition) => new EqlEventFilter(any ? null : category, condition, default));

    private static readonly Gen<EqlKey> Key = Gen.Select(Name, Gen.Bool, (name, optional) => new EqlKey(name, optional, default));

    private static readonly Gen<EqlPipe[]> Pipes = Gen.Select(Gen.Bool, Gen.Int[0, int.MaxValue], (fromEnd, count) => new EqlPipe(fromEnd, count, default)).Array[0, 2];

    public static Gen<EqlStatement> Statement { get; } = Gen.OneOf(
        Gen.Select(Filter, Pipes, (filter, pipes) => (EqlStatement)new EqlEventQuery(filter, pipes)),
        Gen.Int[0, 2].SelectMany(keys => Gen.Select(
            Key.Array[0, 2],
            Gen.Int[1, 1_000_000],
            Stage(keys, Gen.Int[1, 100], Gen.Bool).Array[1, 3],
            Stage(keys, Gen.Const(1), Gen.Const(false)).Array[1, 2],
            Gen.Bool,
            Pipes,
            (common, span, first, rest, until, pipes) => (EqlStatement)new EqlSequence(
                common, first.Any(stage => stage.Missing) || span % 2 == 0 ? TimeSpan.FromMilliseconds(span) : null, [.. first, rest[0]], until ? rest[^1] : null, pipes))),
        Gen.Select(Key.Array[1, 2], Stage(1, Gen.Const(1), Gen.Const(false)).Array[2, 4], (keys, stages) => (EqlStatement)new EqlSample(keys, stages, [])));

    /// <summary>Pieces of EQL in any order; most of it is wrong, and wrong in many ways.</summary>
    public static Gen<string> Soup { get; } = Gen.Select(Gen.OneOf("", "", "any where ", "any where a == ", "sequence by a [any where "), Piece.Array[0, 12].Select(string.Concat), string.Concat);

    /// <summary>A well-formed statement with one piece put somewhere into it, or one stretch taken out.</summary>
    public static Gen<string> Damaged { get; } = Gen.Select(Statement, Piece, Gen.Int[0, 1000], Gen.Int[0, 3]).Select((statement, piece, place, cut) =>
    {
        var text = EqlPrinter.Print(statement);
        var at = place % (text.Length + 1);
        return string.Concat(text.AsSpan(0, at), piece, text.AsSpan(Math.Min(text.Length, at + cut)));
    });

    private static Gen<EqlStage> Stage(int keys, Gen<int> runs, Gen<bool> missing) =>
        Gen.Select(Filter, Key.Array[keys], runs, missing, (filter, own, times, isMissing) => new EqlStage(filter, own, times, isMissing, default));

    private static QueryNode Call(EqlFunction function, QueryNode[] arguments, bool ignoreCase)
    {
        EqlFunctions.TryGet(function.ToString(), out var signature);
        return new EqlCall(function, ignoreCase && signature.HasInsensitiveForm, arguments[..Math.Min(signature.Most, arguments.Length)], default);
    }
}
