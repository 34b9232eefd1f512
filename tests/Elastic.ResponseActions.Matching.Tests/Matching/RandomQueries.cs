using System.Text.Json;
using CsCheck;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

/// <summary>Random rules: KQL text of every construct, filters, index patterns. Most suit the types of their fields, some do not.</summary>
internal static class RandomQueries
{
    private const string Special = "\\():<>\"*{}";

    private static readonly Gen<string> Word = Literal(RandomVocabulary.Word);

    private static readonly Gen<string> Like = RandomVocabulary.Pattern.Select(parts => string.Join('*', parts.Select(Escape)));

    private static readonly Gen<string> Operator = Gen.OneOf("<", "<=", ">", ">=");

    private static readonly Gen<string> TextField = Gen.OneOf(Gen.OneOf(RandomVocabulary.TextFields), Gen.OneOf(RandomVocabulary.Views));

    private static readonly Gen<string> NamePattern = Gen.OneOf("a.*", "a*", "*", "*.b", "*.x*", "obj*", "*n", "t*", "process.*", "g*", "v*");

    private static readonly Gen<string> Leaf = Gen.Frequency(
        (8, Is(TextField, Word)),
        (4, Is(TextField, Like)),
        (2, Is(Gen.OneOf(TextField, Gen.OneOf("n", "d", "b", "ip", "t", "a", "obj", "process")), Gen.Const("*"))),
        (2, Compares(TextField, Word)),
        (3, Is(Gen.OneOf(RandomVocabulary.NumberFields), Literal(RandomVocabulary.Number))),
        (2, Compares(Gen.OneOf(RandomVocabulary.NumberFields), Literal(RandomVocabulary.Number))),
        (1, Is(Gen.Const("b"), RandomVocabulary.Flag)),
        (2, Is(Gen.Const("ip"), Literal(Gen.OneOf(RandomVocabulary.Address, RandomVocabulary.Block)))),
        (1, Compares(Gen.Const("ip"), Literal(RandomVocabulary.Address))),
        (2, Is(Gen.Const("t"), Literal(RandomVocabulary.DateOrMath))),
        (2, Compares(Gen.Const("t"), Literal(RandomVocabulary.DateOrMath))),
        (2, Is(NamePattern, Gen.OneOf(Word, Like, Literal(RandomVocabulary.Number), Literal(RandomVocabulary.Date), Literal(RandomVocabulary.Block), Gen.Const("*")))),
        (1, Compares(NamePattern, Gen.OneOf(Word, Literal(RandomVocabulary.Number)))),
        (1, Gen.OneOf(Word, Like, Literal(RandomVocabulary.Number), Gen.Const("*"))),
        (1, Is(Gen.OneOf("n", "b", "ip", "t"), Gen.OneOf(Word, Like))));

    private static readonly Gen<string> Inner = Tree(
        Gen.OneOf(
            Is(Gen.OneOf("k", "a.b", "e", "a.*"), Gen.OneOf(Word, Like, Gen.Const("*"))),
            Is(Gen.Const("n"), Literal(RandomVocabulary.Number)),
            Compares(Gen.Const("n"), Literal(RandomVocabulary.Number))),
        depth: 1);

    private static readonly Gen<string> Nested = Gen.OneOf(
        Gen.Select(Gen.OneOf("obj", "a", "obj.in"), Inner, (path, inner) => $"{path}:{{ {inner} }}"),
        Gen.Select(Inner, Inner, (first, second) => $"obj:{{ in:{{ {first} }} or {second} }}"));

    private static readonly Gen<string> Kql = Tree(Gen.Frequency((6, Leaf), (1, Nested)), depth: 3);

    private static readonly Gen<(QueryLanguage Language, string Text)> Query = Gen.Frequency(
        (3, Kql.Select(text => (QueryLanguage.Kuery, text))),
        (2, RandomLucene.Query.Select(text => (QueryLanguage.Lucene, text))),
        (1, Gen.Const((QueryLanguage.Kuery, ""))));

    public static Gen<RuleQuery> Rule { get; } = Gen.Select(
        Query,
        Gen.Frequency((3, Gen.Const(Array.Empty<string>())), (2, RandomFilters.Filter.Array[1, 2])),
        Gen.Frequency((4, Gen.Const(Array.Empty<string>())), (1, RandomVocabulary.IndexPatterns)),
        (query, filters, indices) => new RuleQuery
        {
            RuleId = "",
            Language = query.Language,
            Query = query.Text,
            Filters = [.. filters.Select(filter => JsonElement.Parse(filter))],
            IndexPatterns = indices,
        });

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
            (1, branch.Select(inner => $"not ({inner})")));
    }

    private static Gen<string> Is(Gen<string> field, Gen<string> value) => Gen.Select(field, value, value, Gen.Int[0, 5], (name, first, second, form) => form switch
    {
        0 => $"{name}:({first} or {second})",
        1 => $"{name}:({first} and not {second})",
        _ => $"{name}:{first}",
    });

    private static Gen<string> Compares(Gen<string> field, Gen<string> value) =>
        Gen.Select(field, Operator, value, (name, @operator, bound) => $"{name} {@operator} {bound}");

    /// <summary>The text in quotes, or bare with its special characters escaped.</summary>
    private static Gen<string> Literal(Gen<string> text) =>
        Gen.Select(text, Gen.Bool, (value, quoted) => quoted || value.Trim().Length == 0 ? $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : Escape(value));

    private static string Escape(string text) =>
        string.Concat(text.Select(character => Special.Contains(character, StringComparison.Ordinal) ? $"\\{character}" : character.ToString()));
}
