using CsCheck;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

/// <summary>Random EQL event queries of every construct over the fields of <see cref="RandomVocabulary"/>. Most suit the types of their fields, some do not.</summary>
internal static class RandomEqlQueries
{
    private static readonly Gen<string> Word = RandomVocabulary.Word.Select(Quote);

    private static readonly Gen<string> Like = RandomVocabulary.Pattern.Select(parts => Quote(string.Join('*', parts)));

    private static readonly Gen<string> Regex = Gen.OneOf(
        RandomVocabulary.Word, Gen.OneOf("", ".*", "x|y", "[a-f]o+.*", ".{1,3}", "(foo|bar|X).*", "~(x)", "<1-50>", "@&~(.*o.*)", "é+", "\\d+", "[^a-z].*", "(", "a{2"))
        .Select(Quote);

    private static readonly Gen<string> Number = Gen.OneOf(RandomVocabulary.Number, Gen.OneOf("2", "3", "-5", "0.5", "1000000000000", "9223372036854775807"));

    private static readonly Gen<string> Small = Gen.OneOf("0", "1", "2", "3", "-1", "-2", "5", "100", "null", "1.5", "4294967297");

    private static readonly Gen<string> Comparison = Gen.OneOf("==", "==", "!=", "<", "<=", ">", ">=");

    private static readonly Gen<string> TextField = Gen.OneOf(Gen.OneOf(RandomVocabulary.TextFields), Gen.OneOf("process.name.caseless", "?k", "?a.b", "?missing"));

    private static readonly Gen<string> KeywordField = Gen.OneOf("k", "a.b", "a.c", "a.b.c", "w", "process.name", "process.name.caseless", "?k", "flat.x");

    private static readonly Gen<string> AnyField = Gen.OneOf(
        TextField, Gen.OneOf(RandomVocabulary.NumberFields), Gen.OneOf("b", "ip", "t", "e", "a", "obj", "obj.k", "process", "txt", "process.name.text"));

    private static readonly Gen<string> Constant = Gen.OneOf(
        Word, Number, RandomVocabulary.Flag, Gen.Const("null"), RandomVocabulary.Address.Select(Quote), RandomVocabulary.DateOrMath.Select(Quote));

    private static readonly Gen<string> NumberValue = Numeric(depth: 2);

    private static readonly Gen<string> TextValue = Textual(depth: 2);

    private static readonly Gen<string> Leaf = Gen.Frequency(
        (6, Compares(TextField, Comparison, Word)),
        (2, Compares(Word, Comparison, TextField)),
        (6, Gen.Select(TextField, Gen.OneOf(":", " like ", " like~ "), Gen.OneOf(Word, Like), (field, op, pattern) => $"{field}{op}{pattern}")),
        (3, Gen.Select(TextField, Gen.OneOf(":", " like ", " like~ "), Gen.OneOf(Word, Like).Array[1, 3], (field, op, patterns) => $"{field}{op}({string.Join(", ", patterns)})")),
        (4, Gen.Select(TextField, Gen.OneOf("in", "in~", "not in", "not in~"), Gen.Frequency((6, Word), (1, Constant)).Array[1, 3], (field, op, items) => $"{field} {op} ({string.Join(", ", items)})")),
        (3, Gen.Select(AnyField, Gen.OneOf("==", "!=", "==", "!=", "<"), Gen.Bool, (field, op, first) => first ? $"null {op} {field}" : $"{field} {op} null")),
        (4, Compares(Gen.OneOf("n", "d", "?n", "e"), Comparison, Number)),
        (2, Compares(Number, Comparison, Gen.OneOf("n", "d", "e"))),
        (2, Gen.Select(Gen.OneOf("n", "d", "e"), Gen.OneOf("in", "not in"), Number.Array[1, 3], (field, op, items) => $"{field} {op} ({string.Join(", ", items)})")),
        (2, Gen.OneOf(Gen.Const("b"), Compares(Gen.Const("b"), Gen.OneOf("==", "!="), Gen.OneOf("true", "false", "\"true\"", "1")))),
        (2, Compares(Gen.Const("ip"), Comparison, Gen.OneOf(RandomVocabulary.Address, RandomVocabulary.Block).Select(Quote))),
        (2, Compares(Gen.Const("t"), Comparison, RandomVocabulary.DateOrMath.Select(Quote))),
        (2, Compares(Gen.Const("v"), Comparison, Gen.OneOf("1.2.3", "1.10", "1.2-rc.1", "2", "bad", "1.2+b").Select(Quote))),
        (2, Gen.Select(Gen.OneOf("ip", "?ip", "e"), Gen.OneOf(RandomVocabulary.Block, RandomVocabulary.Address).Select(Quote).Array[1, 2], (field, blocks) => $"cidrMatch({field}, {string.Join(", ", blocks)})")),
        (3, Gen.Select(Relation, KeywordField, Gen.OneOf(Word, Like), (function, field, part) => $"{function}({field}, {part})")),
        (3, Gen.Select(Relation, TextValue, TextValue, (function, text, part) => $"{function}({text}, {part})")),
        (3, Gen.Select(TextField, Gen.OneOf(" regex ", " regex~ "), Regex.Array[1, 2], (field, op, patterns) => patterns.Length == 1 ? $"{field}{op}{patterns[0]}" : $"{field}{op}({patterns[0]}, {patterns[1]})")),
        (1, Gen.Select(TextValue, Regex, (text, regex) => $"{text} regex {regex}")),
        (3, Compares(NumberValue, Comparison, Number)),
        (3, Compares(TextValue, Comparison, Word)),
        (2, Gen.Select(TextValue, Gen.OneOf(":", " like ", " like~ "), Gen.OneOf(Word, Like).Array[1, 2], (text, op, patterns) => $"{text}{op}({string.Join(", ", patterns)})")),
        (2, Gen.Select(TextValue, Gen.OneOf("in", "in~", "not in"), Word.Array[1, 2], (text, op, items) => $"{text} {op} ({string.Join(", ", items)})")),
        (3, Gen.OneOf(Compares(Gen.Const("geo"), Comparison, Word), TextValue.Select(text => $"startsWith(geo, {text})"))),
        (2, Gen.Select(Gen.OneOf(TextValue, NumberValue), Gen.OneOf("==", "!="), (value, op) => $"{value} {op} null")),
        (1, Compares(AnyField, Comparison, Constant)),
        (1, Compares(AnyField, Comparison, AnyField)),
        (1, Compares(Constant, Comparison, Constant)),
        (1, AnyField),
        (1, Gen.OneOf("true", "false", "null", "\"x\"", "5")));

    private static readonly Gen<string> Category = Gen.Frequency(
        (4, Gen.Const("any")), (2, Gen.OneOf("x", "\"x\"", "y", "\"foo bar\"", "\"any\"")));

    public static Gen<RuleQuery> Rule { get; } = Gen.Select(
        Category,
        Tree(Leaf, depth: 3),
        Gen.OneOf("k", "a.b", "process.name", "n", null),
        (category, condition, categoryField) => new RuleQuery
        {
            RuleId = "",
            Language = QueryLanguage.Eql,
            Query = $"{category} where {condition}",
            EventCategoryField = categoryField,
        });

    private static Gen<string> Relation => Gen.OneOf("startsWith", "endsWith", "stringContains", "startsWith~", "endsWith~", "stringContains~", "startswith");

    private static Gen<string> Numeric(int depth)
    {
        var leaf = Gen.Frequency((40, Gen.OneOf("n", "d", "n", "e", "?n")), (30, Number), (10, Small), (1, KeywordField));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Numeric(depth - 1);
        var text = Textual(depth - 1);
        return Gen.Frequency(
            (2, leaf),
            (4, Gen.Select(inner, Gen.OneOf("+", "-", "*", "/", "%"), inner, (left, op, right) => $"({left} {op} {right})")),
            (1, Gen.Select(Gen.OneOf("add", "subtract", "multiply", "divide", "modulo"), inner, inner, (function, left, right) => $"{function}({left}, {right})")),
            (1, inner.Select(operand => $"-{operand}")),
            (3, text.Select(operand => $"length({operand})")),
            (2, Gen.Select(Gen.OneOf("indexOf", "indexOf~"), text, text, Small, (function, source, part, start) => $"{function}({source}, {part}, {start})")),
            (1, Gen.Select(text, text, (source, part) => $"indexOf({source}, {part})")),
            (2, Gen.Select(text, Gen.OneOf("", ", 10", ", 16", ", null", ", 36"), (source, radix) => $"number({source}{radix})")));
    }

    private static Gen<string> Textual(int depth)
    {
        var leaf = Gen.Frequency((5, KeywordField), (2, Word));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Textual(depth - 1);
        var number = Numeric(depth - 1);
        return Gen.Frequency(
            (3, leaf),
            (3, Gen.Select(inner, Small, Small, Gen.Bool, (text, start, end, open) => open ? $"substring({text}, {start})" : $"substring({text}, {start}, {end})")),
            (2, Gen.Select(Gen.OneOf("between", "between~"), inner, inner, inner, Gen.OneOf("", ", true", ", false"), (function, text, left, right, greedy) => $"{function}({text}, {left}, {right}{greedy})")),
            (2, Gen.OneOf(inner, number, Gen.OneOf("b", "ip", "t", "cidrMatch(ip, \"10.0.0.0/8\")", "(n > 5)")).Array[1, 3].Select(parts => $"concat({string.Join(", ", parts)})")),
            (2, Gen.OneOf(number, inner, Gen.OneOf("b", "ip", "t", "n", "d", "e", "(k == \"x\")", "(k : \"x*\" and n > 5)", "(n in (5, 50))")).Select(value => $"string({value})")));
    }

    private static Gen<string> Tree(Gen<string> leaf, int depth)
    {
        if (depth == 0)
        {
            return leaf;
        }

        var branch = Tree(leaf, depth - 1);
        return Gen.Frequency(
            (3, leaf),
            (2, Gen.Select(branch, branch, (left, right) => $"({left}) and ({right})")),
            (2, Gen.Select(branch, branch, (left, right) => $"({left}) or ({right})")),
            (1, Gen.Select(leaf, leaf, leaf, (first, second, third) => $"{first} and not {second} or {third}")),
            (1, branch.Select(inner => $"not ({inner})")),
            (1, Gen.Select(branch, Gen.OneOf("==", "!="), Gen.OneOf("true", "false", "null"), (inner, op, truth) => $"({inner}) {op} {truth}")));
    }

    private static Gen<string> Compares(Gen<string> left, Gen<string> op, Gen<string> right) =>
        Gen.Select(left, op, right, (first, symbol, second) => $"{first} {symbol} {second}");

    private static string Quote(string text) => text.Contains('\\', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal)
        ? $"\"\"\"{text}\"\"\""
        : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
