using System.Text.Json;
using CsCheck;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

/// <summary>Random events as JSON text: dotted, nested and mixed names, arrays in arrays, values of the wrong type, nested objects.</summary>
internal static class RandomEvents
{
    private static readonly Gen<string> Text = RandomVocabulary.Word.Select(Quote);

    private static readonly Gen<string> Anything = Gen.OneOf(
        Text,
        RandomVocabulary.Number,
        RandomVocabulary.Number.Select(Quote),
        RandomVocabulary.Flag,
        RandomVocabulary.Flag.Select(Quote),
        RandomVocabulary.Address.Select(Quote),
        RandomVocabulary.Date.Select(Quote),
        Gen.OneOf("null", "[]", "{}", "[null]", "{\"e\":\"x\"}"));

    private static readonly Gen<(string Name, string Json)> Field = Gen.OneOf(
        Gen.Select(Gen.OneOf(RandomVocabulary.TextFields), Values(Text)),
        Gen.Select(Gen.OneOf(RandomVocabulary.TextFields), Values(Anything)),
        Gen.Select(Gen.OneOf(RandomVocabulary.NumberFields), Values(Gen.OneOf(RandomVocabulary.Number, RandomVocabulary.Number.Select(Quote), Anything))),
        Gen.Select(Gen.Const("b"), Values(Gen.OneOf(RandomVocabulary.Flag, Anything))),
        Gen.Select(Gen.Const("ip"), Values(Gen.OneOf(RandomVocabulary.Address.Select(Quote), Anything))),
        Gen.Select(Gen.Const("t"), Values(Gen.OneOf(RandomVocabulary.Date.Select(Quote), Anything))),
        Gen.Select(Gen.OneOf("host.os.type", "host.os.name"), Gen.OneOf("\"windows\"", "\"Windows\"", "\"linux\"")),
        Gen.Select(Gen.OneOf("data_stream.type", "data_stream.dataset", "data_stream.namespace"), Gen.OneOf("\"logs\"", "\"a\"", "\"default\"")));

    private static readonly Gen<string> Leaf = Gen.OneOf(Members(Gen.OneOf(
        Gen.Select(Gen.OneOf("k", "a.b", "e"), Values(Text)),
        Gen.Select(Gen.Const("n"), Values(Gen.OneOf(RandomVocabulary.Number, Anything))))));

    private static readonly Gen<(string Name, string Json)> Objects = Gen.OneOf(
        Gen.Select(Gen.OneOf("obj", "a"), Values(Leaf)),
        Gen.Select(Gen.Const("obj"), Values(Leaf.Select(json => $$"""{"k":"x","in":{{json}}}"""))),
        Gen.Select(Gen.Const("obj.in"), Values(Leaf)));

    public static Gen<string> Event { get; } = Members(Gen.Frequency((4, Field), (1, Objects)));

    private static Gen<string> Members(Gen<(string Name, string Json)> member) =>
        Gen.Select(member, Gen.Int[0, 3], Fold).Array[0, 8].Select(Merge);

    /// <summary>One value, several, or arrays in arrays.</summary>
    private static Gen<string> Values(Gen<string> value) => Gen.Frequency(
        (4, value),
        (1, value.Array[1, 3].Select(values => $"[{string.Join(", ", values)}]")),
        (1, value.Array[1, 2].Select(values => $"[[{string.Join(',', values)}], []]")));

    /// <summary>Turns some dots of a name into objects: <c>a.b.c</c> becomes <c>a.b: {c: …}</c>, and so on.</summary>
    private static (string Name, string Json) Fold((string Name, string Json) member, int dots)
    {
        var (name, json) = member;
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.'), dots >>= 1)
        {
            if ((dots & 1) == 0)
            {
                break;
            }

            json = $"{{{Quote(name[(dot + 1)..])}:{json}}}";
            name = name[..dot];
        }

        return (name, json);
    }

    // A name that comes up twice holds an array of both: no duplicate keys.
    private static string Merge((string Name, string Json)[] members) =>
        $"{{{string.Join(',', members.GroupBy(member => member.Name).Select(same => $"{Quote(same.Key)}:{(same.Count() == 1 ? same.First().Json : $"[{string.Join(',', same.Select(member => member.Json))}]")}"))}}}";

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
