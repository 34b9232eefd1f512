using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CsCheck;

namespace Elastic.ResponseActions.Matching.Tests.Reading;

/// <summary>
/// Both ways of going through text, by vectors and in plain registers, against the platform's reader: the same documents are well
/// formed, and the same rules match. Documents are made from pieces of JSON, whole or broken.
/// </summary>
public sealed class WellFormedTests
{
    private static readonly RuleSet Rules = RuleSet.Compile(
    [
        new RuleQuery { RuleId = "term", Query = "k:x" },
        new RuleQuery { RuleId = "path", Query = "a.b:x" },
        new RuleQuery { RuleId = "backslash", Query = "p:\"C:\\\\dir\\\\a.exe\"" },
        new RuleQuery { RuleId = "wildcard", Query = "w:*needle*" },
        new RuleQuery { RuleId = "number", Query = "n:12.5e3" },
        new RuleQuery { RuleId = "anything", Query = "" },
    ]);

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\\\", "\\\"", "\\u0041", "\\ud83d\\ude00", "\\n", "\\/", "\\x", "\\u12", " ", "\n", "\t", "\r", "\0", "\u0001", "\f",
        "true", "false", "null", "tru", "0", "-1", "12.5e3", "01", "1.", "-", "1e", "é", "😀", "k", "\"k\":", "\"k\":\"x\"", "\"a\":{\"b\":\"x\"}", "\"a.b\":\"x\"",
        "\"p\":\"C:\\\\dir\\\\a.exe\"", "\"w\":\"a needle b\"", "\"n\":12.5e3", "\"other\":[1,2,{\"q\":[]}]", "\"s\":\"\"", new('s', 63), new('\\', 64), new(' ', 65), new('[', 70), new(']', 70),
    ];

    private static readonly Gen<string> WellFormed =
        from members in Gen.OneOf(Pieces.Where(piece => piece.StartsWith('"') && piece.Contains(':')).Where(piece => piece.Length > 4).ToArray()).Array[0, 40]
        from filler in Gen.Int[0, 200]
        from depth in Gen.Int[0, 30]
        select $"{{\"f\":\"{new string('f', filler)}\\\\\",\"d\":{new string('[', depth)}{new string(']', depth)}{(depth == 0 ? "1" : "")}{string.Concat(members.Select(member => "," + member))}}}";

    private static readonly Gen<string> Broken =
        from whole in WellFormed
        from piece in Gen.OneOf(Pieces)
        from at in Gen.Double[0, 1]
        from cut in Gen.Int[0, 3]
        let position = (int)(at * (whole.Length - cut - 1))
        select whole[..position] + piece + whole[Math.Min(whole.Length, position + cut)..];

    private static readonly Gen<string> Pile =
        from pieces in Gen.OneOf(Pieces).Array[0, 60]
        select string.Concat(pieces);

    [Fact]
    public void Match_AnyDocument_IsWellFormedWhereThePlatformSaysSo()
    {
        var vectors = Rules.CreateMatcher(vectors: true);
        var bytes = Rules.CreateMatcher(vectors: false);
        var wellFormed = 0;
        Gen.OneOf(WellFormed, Broken, Pile).Sample(
            text =>
            {
                var json = Encoding.UTF8.GetBytes(text);
                var expected = Expected(json);
                if (expected == EventError.TooDeep)
                {
                    // It may be broken behind that place too, and either may be found first.
                    Assert.Contains(vectors.Match(json).Error, new[] { EventError.TooDeep, EventError.Malformed });
                    Assert.Contains(bytes.Match(json).Error, new[] { EventError.TooDeep, EventError.Malformed });
                    return;
                }

                Assert.Equal(expected, vectors.Match(json).Error);
                Assert.Equal(Ids(bytes, json), Ids(vectors, json));
                wellFormed += expected == EventError.None ? 1 : 0;
            },
            iter: 30_000,
            threads: 1);
        Assert.True(wellFormed > 1_000, $"only {wellFormed} documents were well formed");
    }

    [Fact]
    public void Match_TextOfEveryLengthAtTheEnd_IsReadAsItStands()
    {
        var vectors = Rules.CreateMatcher(vectors: true);
        var bytes = Rules.CreateMatcher(vectors: false);
        for (var filler = 0; filler < 300; filler++)
        {
            var text = $$$"""{"f":"{{{new string('f', filler)}}}","d":{{{new string('[', 40)}}}{{{new string(']', 40)}}},"p":"C:\\dir\\a.exe","a":{"b":"x"}}""";
            var json = Encoding.UTF8.GetBytes(text);
            Assert.Equal(["path", "backslash", "anything"], Ids(vectors, json));
            Assert.Equal(["path", "backslash", "anything"], Ids(bytes, json));
        }
    }

    private static EventError Expected(byte[] json)
    {
        if (!Utf8.IsValid(json))
            return EventError.Malformed;

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1_000 });
            var depth = 0;
            var first = JsonTokenType.None;
            while (reader.Read())
            {
                if (first == JsonTokenType.None)
                    first = reader.TokenType;
                depth = Math.Max(depth, reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0));
                if (depth > RuleSetOptions.Default.MaxEventDepth)
                    return EventError.TooDeep;
            }

            return first == JsonTokenType.StartObject ? EventError.None : EventError.NotAnObject;
        }
        catch (JsonException)
        {
            return EventError.Malformed;
        }
    }

    private static List<string> Ids(RuleMatcher matcher, byte[] json)
    {
        var ids = new List<string>();
        var matches = matcher.Match(json);
        foreach (var match in matches)
            ids.Add(match.RuleId);
        if (matches.Error != EventError.None)
            ids.Add(matches.Error.ToString());
        return ids;
    }
}
