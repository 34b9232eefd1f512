using System.Text;
using CsCheck;

namespace Elastic.ResponseActions.Matching.Tests.Reading;

/// <summary>
/// A matcher remembers keys of events before. What it has read must never change what it reads: a matcher that has seen many
/// events against a new one for every event.
/// </summary>
public sealed class KeyMemoryTests
{
    // Keys of every length around those that are compared as one, two and more words, and keys that differ in one place only.
    private static readonly string[] Keys =
    [
        "a", "b", "ab", "abc", "abcd", "abcde", "abcdf", "abcdef", "abcdefghij", "abcdefghijklm", "abcdefghijklmn", "abcdefghXjklmn", "abcdefghijklmno", "abcdefghijklmnopqrstu",
        "abcdefghijkXmnopqrstu", "abcdefghijklmnopqrstuvwxyzab", "abcdefghijklmnopqrstuvwxyzabc", "abcdefghijklmnopqrstuvwxyzabcd", "abcdefghijklmnopqrstuvwxyzabcdefghij", "a.b", "o.a", "o", "p", "", "é", "n.k",
    ];

    private static readonly RuleSet Rules = RuleSet.Compile(
    [
        .. Keys.Where(key => key is not ("" or "n.k")).Select(key => new RuleQuery { RuleId = key, Query = $"{key}: yes" }),
        .. Keys.Where(key => key is not ("" or "n.k")).Select(key => new RuleQuery { RuleId = $"{key} in o", Query = $"o.{key}: yes" }),
        new RuleQuery { RuleId = "nested", Query = "n:{ k: yes }" },
    ],
    new RuleSetOptions { FieldTypes = FieldTypeTable.BuiltIn.With("n", FieldType.Nested) });

    private static readonly Gen<string> Member =
        from key in Gen.OneOf(Keys)
        from space in Gen.OneOf("", "", "", " ", "\n ")
        from escaped in Gen.Int[0, 9]
        from value in Gen.OneOf("\"yes\"", "\"no\"", "1", "[\"no\",\"yes\"]", "{\"a\":\"yes\",\"abcde\":\"yes\"}", "[{\"ab\":\"yes\"},{\"k\":\"yes\"}]", "{}")
        select $"\"{(escaped == 0 ? string.Concat(key.Select(c => $"\\u{(int)c:x4}")) : key)}\"{space}:{space}{value}";

    private static readonly Gen<string> Event =
        from members in Member.Array[0, 12]
        from filler in Gen.Int[0, 40]
        select $"{{{string.Join(',', members.Append($"\"z\":\"{new string('z', filler)}\""))}}}";

    [Fact]
    public void Match_AfterOtherEvents_IsWhatANewMatcherSays()
    {
        var vectors = Rules.CreateMatcher(vectors: true);
        var words = Rules.CreateMatcher(vectors: false);
        var matched = 0;
        Event.Sample(
            text =>
            {
                var json = Encoding.UTF8.GetBytes(text);
                var expected = Ids(Rules.CreateMatcher(vectors: false), json);
                Assert.Equal(expected, Ids(vectors, json));
                Assert.Equal(expected, Ids(words, json));
                matched += expected.Count;
            },
            iter: 3_000,
            threads: 1);
        Assert.True(matched > 1_000, $"only {matched} matches");
    }

    [Fact]
    public void Match_MoreKeysThanAreRemembered_IsWhatANewMatcherSays()
    {
        var matcher = Rules.CreateMatcher();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 5_000; i++)
            {
                var json = Encoding.UTF8.GetBytes($$$"""{"k{{{i}}}":{"abcde":"no"},"o":{"abcde":"{{{(i % 7 == 0 ? "yes" : "no")}}}","x{{{i}}}":1},"abcdf":"no"}""");
                Assert.Equal(i % 7 == 0 ? ["abcde in o"] : [], Ids(matcher, json));
            }
        }
    }

    private static List<string> Ids(RuleMatcher matcher, byte[] json)
    {
        var ids = new List<string>();
        var matches = matcher.Match(json);
        Assert.Equal(EventError.None, matches.Error);
        foreach (var match in matches)
            ids.Add(match.RuleId);
        return ids;
    }
}
