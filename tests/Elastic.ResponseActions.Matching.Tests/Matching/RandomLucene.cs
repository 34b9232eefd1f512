using CsCheck;
using Elastic.ResponseActions.Matching.Tests.Regexes;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

/// <summary>Random Lucene queries: every construct that is evaluated, with and without operators between clauses.</summary>
internal static class RandomLucene
{
    private const string Special = "\\+-!():^[]\"{}~*?/ ";

    private static readonly Gen<string> TextField = Gen.OneOf(Gen.OneOf(RandomVocabulary.TextFields), Gen.OneOf(RandomVocabulary.Views));

    private static readonly Gen<string> NamePattern = Gen.OneOf("a.\\*", "a\\*", "\\*", "\\*.b", "obj\\*", "\\*n", "t\\*", "process.\\*", "*", "\\*.x\\*");

    private static readonly Gen<string> Name = Gen.Frequency((6, TextField), (1, NamePattern));

    private static readonly Gen<string> Word = Literal(RandomVocabulary.Word);

    private static readonly Gen<string> Number = Literal(RandomVocabulary.Number);

    private static readonly Gen<string> Like = Gen.Select(RandomVocabulary.Pattern, Gen.Int[0, 3], (parts, form) =>
    {
        var text = string.Join('*', parts.Select(part => part == "?" ? part : Escape(part)));
        return form == 0 ? text.Replace('x', '?') : text;
    });

    private static readonly Gen<string> Prefix = RandomVocabulary.Word.Where(word => word.Length > 0).Select(word => $"{Escape(word)}*");

    private static readonly Gen<string> Regex = Gen.Frequency(
        (4, Gen.OneOf("a.*", "[a-z]+", "x|y|fox", ".*b", "qu[^x]ck", "(ab|AB)c", "\\d+", "a\\/b", "10\\..*", "É?.", "a{1,3}.*", "~x", ".{1024}", "\"q\"", "b&.", "<1-50>", "")),
        (1, RandomRegexes.Text.Select(text => text.Replace("/", "\\/", StringComparison.Ordinal).TrimEnd('\\'))));

    private static readonly Gen<string> Value = Gen.Frequency((6, Word), (2, Like), (2, Prefix), (1, Regex.Select(regex => $"/{regex}/")), (1, Gen.Const("*")));

    private static readonly Gen<string> Leaf = Gen.Frequency(
        (8, Gen.Select(Name, Value, (name, value) => $"{name}:{value}")),
        (2, Ranges(Name, RandomVocabulary.Word)),
        (3, Gen.Select(Gen.OneOf(RandomVocabulary.NumberFields), Number, (name, value) => $"{name}:{value}")),
        (3, Ranges(Gen.OneOf(RandomVocabulary.NumberFields), RandomVocabulary.Number)),
        (1, RandomVocabulary.Flag.Select(value => $"b:{value}")),
        (2, Literal(Gen.OneOf(RandomVocabulary.Address, RandomVocabulary.Block)).Select(value => $"ip:{value}")),
        (1, Ranges(Gen.Const("ip"), RandomVocabulary.Address)),
        (2, Literal(RandomVocabulary.DateOrMath).Select(value => $"t:{value}")),
        (2, Ranges(Gen.Const("t"), RandomVocabulary.DateOrMath)),
        (2, Gen.OneOf(TextField, Gen.OneOf("n", "a", "obj", "a.\\*", "process")).Select(name => $"_exists_:{name}")),
        (2, Gen.Select(Name, Value, Value, Gen.OneOf(" ", " OR ", " AND ", " AND NOT "), (name, first, second, join) => $"{name}:({first}{join}{second})")),
        (2, Gen.Select(TextField, Word, Word, (name, first, second) => $"{name}:({first} {second} AND {first})")),
        (1, Gen.Select(Value, Gen.OneOf("", "^2", "^0.5"), (value, boost) => $"{value}{boost}")),
        (1, Gen.Select(Gen.OneOf("n", "ip", "t", "b", "obj", "obj.k"), Value, (name, value) => $"{name}:{value}")),
        (1, Gen.OneOf("txt:\\!", "txt:\"--\"", "txt:\\-*", "- ", "txt:(\\! \\-)", "process.name.text:\\!")));

    /// <summary>Regular expressions, some of them malformed.</summary>
    public static Gen<string> Expression => Regex;

    public static Gen<string> Query { get; } = Clauses(Gen.Frequency((5, Leaf), (1, Clauses(Leaf).Select(inner => $"({inner})")), (1, Gen.Select(TextField, Clauses(Value), (name, inner) => $"{name}:({inner})^2"))));

    /// <summary>Clauses with signs and operators in any order; some are refused.</summary>
    private static Gen<string> Clauses(Gen<string> clause) => Gen.Select(
        Gen.Select(Gen.OneOf("", "", "", "", "+", "-", "NOT ", "!"), clause, (sign, text) => sign + text).Array[1, 4],
        Gen.OneOf(" ", " ", " AND ", " OR ", " && ", " || ", "\n").Array[3],
        (clauses, joins) => string.Concat(clauses.Select((text, index) => index == 0 ? text : joins[index - 1] + text)));

    private static Gen<string> Ranges(Gen<string> name, Gen<string> bound)
    {
        var end = bound.Select(text => $"\"{Escape(text)}\"");
        return Gen.Select(name, Gen.OneOf(end, Gen.Const("*")), Gen.OneOf(end, Gen.Const("*")), Literal(bound), Gen.Int[0, 6], (field, low, high, single, form) => form switch
        {
            0 => $"{field}:[{low} TO {high}]",
            1 => $"{field}:{{{low} TO {high}}}",
            2 => $"{field}:[{low} TO {high}}}",
            3 => $"{field}:{{{low} TO {high}]",
            4 when single[0] != '"' => $"{field}:>{single}",
            5 when single[0] != '"' => $"{field}:<={single}",
            _ => $"{field}:[{low} TO *]",
        });
    }

    /// <summary>The text in quotes, or bare with its special characters escaped.</summary>
    private static Gen<string> Literal(Gen<string> text) => Gen.Select(text, Gen.Bool, (value, quoted) =>
        quoted || value.Length == 0 ? $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : Escape(value));

    private static string Escape(string text) =>
        string.Concat(text.Select(character => Special.Contains(character, StringComparison.Ordinal) ? $"\\{character}" : character.ToString()));
}
