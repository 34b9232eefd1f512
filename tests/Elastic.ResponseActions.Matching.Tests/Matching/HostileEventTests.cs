using System.Text;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

/// <summary>Events that are broken, or built to hurt: never an exception, the right <see cref="EventError"/>, and a matcher that is still right afterwards.</summary>
public sealed class HostileEventTests
{
    private static readonly RuleSet Rules = RuleSet.Compile(
    [
        Rule("value", "k:x"),
        Rule("missing", "not k:*"),
        Rule("pattern", "a.*:x"),
        Rule("nested", "obj:{ k:x }"),
        Rule("text", "txt:\"quick fox\""),
        Rule("wildcard", "w:*a*b*c*"),
    ],
    CaseRunner.Options);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{\"k\"")]
    [InlineData("{\"k\":")]
    [InlineData("{\"k\":\"x")]
    [InlineData("{\"k\":\"x\"")]
    [InlineData("{\"k\":[\"x\"")]
    [InlineData("{\"k\":\"x\",}")]
    [InlineData("{\"k\":\"x\"}}")]
    [InlineData("{\"k\":\"x\"} {\"k\":\"x\"}")]
    [InlineData("{\"k\":\"x\"}x")]
    [InlineData("{'k':'x'}")]
    [InlineData("{k:\"x\"}")]
    [InlineData("{\"k\":x}")]
    [InlineData("{\"k\":tru}")]
    [InlineData("{\"k\":01}")]
    [InlineData("{\"k\":+1}")]
    [InlineData("{\"k\":.5}")]
    [InlineData("{\"k\":1.}")]
    [InlineData("{\"k\":1e}")]
    [InlineData("{\"k\":NaN}")]
    [InlineData("{\"k\":\"\\x\"}")]
    [InlineData("{\"k\":\"\\u12\"}")]
    [InlineData("{\"k\":\"a\nb\"}")]
    [InlineData("{\"k\":\"x\" /* c */}")]
    [InlineData("{\"other\":[1,]}")]
    [InlineData("{\"other\":{\"k\":}}")]
    [InlineData("\uFEFF{\"k\":\"x\"}")]
    public void Match_NotWellFormed_IsMalformed(string json) => AssertError(EventError.Malformed, Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("5")]
    [InlineData("\"x\"")]
    [InlineData("[]")]
    [InlineData("[{\"k\":\"x\"}]")]
    public void Match_NoObject_IsNotAnObject(string json) => AssertError(EventError.NotAnObject, Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData("k", "{\"k\":\"", "\"}")]
    [InlineData("a name", "{\"", "\":\"x\"}")]
    [InlineData("a value that no rule names", "{\"other\":\"", "\"}")]
    public void Match_BytesThatAreNoUtf8_IsMalformed(string where, string before, string after)
    {
        byte[][] broken = [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82]];
        foreach (var bytes in broken)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{Convert.ToHexString(bytes)} in {where}");
            AssertError(EventError.Malformed, [.. Encoding.UTF8.GetBytes(before), .. bytes, .. Encoding.UTF8.GetBytes(after)]);
        }
    }

    [Theory]
    [InlineData("""{"k":"\ud800"}""", "\uFFFD")]
    [InlineData("""{"k":"\udc00x"}""", "\uFFFDx")]
    [InlineData("""{"k":"\ud800\ud800"}""", "\uFFFD\uFFFD")]
    [InlineData("""{"k":["x","\ud83d"]}""", "\uFFFD")]
    [InlineData("""{"k":"\ud800\u0041"}""", "\uFFFDA")]
    [InlineData("""{"k":"\ud83d\ude00"}""", "\U0001F600")]
    public void Match_HalfACharacter_IsReadAsTheReplacementCharacter(string json, string value)
    {
        var rules = RuleSet.Compile([new RuleQuery { RuleId = "is", Query = $"k:\"{value}\"" }]);

        Assert.Equal(["is"], MatchedIds(rules.CreateMatcher(), Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData("""{"\ud800":"x","k":"x"}""", "value")]
    [InlineData("""{"obj":[{"k":"\ud800"},{"k":"x"}]}""", "nested")]
    public void Match_HalfACharacterElsewhere_HidesNothing(string json, string rule) =>
        Assert.Contains(rule, MatchedIds(Rules.CreateMatcher(), Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Match_LongKeyInEscapes_IsRead()
    {
        var key = string.Concat(Enumerable.Repeat("\\u0061", 200));
        var rules = RuleSet.Compile([new RuleQuery { RuleId = "long", Query = $"{new string('a', 200)}:x" }]);

        Assert.Equal(["long"], MatchedIds(rules.CreateMatcher(), Encoding.UTF8.GetBytes($$"""{"{{key}}":"x"}""")));
    }

    [Fact]
    public void Match_HalfACharacterWhereNoRuleLooks_IsPassedOver() =>
        Assert.Equal(["value"], MatchedIds(Rules.CreateMatcher(), """{"other":"\ud800","k":"x"}"""u8));

    [Theory]
    [InlineData("{\"other\":", "{\"a\":", "1", "}", "}")]
    [InlineData("{\"k\":", "[", "\"x\"", "]", "}")]
    [InlineData("{\"obj\":", "{\"obj\":", "1", "}", "}")]
    [InlineData("{\"a\":", "{\"a\":", "\"x\"", "}", "}")]
    public void Match_DeeperThan64Levels_IsTooDeep(string start, string open, string core, string close, string end)
    {
        var atLimit = start + Repeat(open, 63) + core + Repeat(close, 63) + end;
        var beyond = start + Repeat(open, 64) + core + Repeat(close, 64) + end;

        Assert.Equal(EventError.None, Rules.CreateMatcher().Match(Encoding.UTF8.GetBytes(atLimit)).Error);
        AssertError(EventError.TooDeep, Encoding.UTF8.GetBytes(beyond));
        AssertError(EventError.TooDeep, Encoding.UTF8.GetBytes(start + Repeat(open, 10_000) + core + Repeat(close, 10_000) + end));
    }

    [Fact]
    public void Match_LargerThanOneMebibyte_IsTooLarge()
    {
        const int limit = 1024 * 1024;
        var frame = Encoding.UTF8.GetByteCount("""{"k":"x","other":""}""");

        var atLimit = Encoding.UTF8.GetBytes($$"""{"k":"x","other":"{{new string('a', limit - frame)}}"}""");
        var beyond = Encoding.UTF8.GetBytes($$"""{"k":"x","other":"{{new string('a', limit - frame + 1)}}"}""");

        Assert.Equal(limit, atLimit.Length);
        Assert.Equal(["value"], MatchedIds(Rules.CreateMatcher(), atLimit));
        AssertError(EventError.TooLarge, beyond);
    }

    [Fact]
    public void Match_MoreValuesThanAllowed_IsTooManyValues()
    {
        var limit = RuleSetOptions.Default.MaxEventValues;
        var atLimit = $$"""{"k":[{{string.Join(',', Enumerable.Repeat("1", limit))}}]}""";
        var beyond = $$"""{"k":[{{string.Join(',', Enumerable.Repeat("1", limit + 1))}}]}""";

        Assert.Equal(EventError.None, Rules.CreateMatcher().Match(Encoding.UTF8.GetBytes(atLimit)).Error);
        AssertError(EventError.TooManyValues, Encoding.UTF8.GetBytes(beyond));
    }

    [Fact]
    public void Match_HundredThousandKeysThatNoRuleNames_IsRead()
    {
        var keys = string.Join(',', Enumerable.Range(0, 100_000).Select(number => $"\"{number:x}\":1"));

        Assert.Equal(["value"], MatchedIds(Rules.CreateMatcher(), Encoding.UTF8.GetBytes($"{{{keys},\"k\":\"x\"}}")));
    }

    [Fact]
    public void Match_FiftyThousandKeysUnderAPattern_IsReadOrSaysTooManyValues()
    {
        var keys = string.Join(',', Enumerable.Range(0, 50_000).Select(number => $"\"{number:x}\":\"y\""));

        var error = Rules.CreateMatcher().Match(Encoding.UTF8.GetBytes($"{{\"a\":{{{keys}}}}}")).Error;

        Assert.Contains(error, new[] { EventError.None, EventError.TooManyValues });
    }

    [Fact]
    public void Match_LongNamesAndValues_AreReadWhole()
    {
        var name = new string('n', 5_000);
        var value = string.Concat(Enumerable.Repeat("abc", 50_000));
        var escaped = string.Concat(Enumerable.Repeat("\\u0061\\u0062", 5_000));

        Assert.Equal(["missing", "wildcard"], MatchedIds(Rules.CreateMatcher(), Encoding.UTF8.GetBytes($$"""{"{{name}}":1,"w":"{{value}}"}""")));
        Assert.Equal(["missing"], MatchedIds(Rules.CreateMatcher(), Encoding.UTF8.GetBytes($$"""{"{{escaped}}":"x","a":{"{{escaped}}":"y" },"w":"{{escaped}}"}""")));
        Assert.Equal(["missing", "pattern"], MatchedIds(Rules.CreateMatcher(), Encoding.UTF8.GetBytes($$"""{"a":{"{{escaped}}":"x" } }""")));
    }

    [Fact]
    public void Match_DuplicateKeys_AllTheirValuesCount()
    {
        var matcher = Rules.CreateMatcher();

        Assert.Equal(["value"], MatchedIds(matcher, """{"k":"x","k":"y"}"""u8));
        Assert.Equal(["value"], MatchedIds(matcher, """{"k":"y","k":"x"}"""u8));
        Assert.Equal(["missing", "pattern"], MatchedIds(matcher, """{"a":{"b":"y"},"a":{"c":"x"}}"""u8));
    }

    [Fact]
    public void Match_EveryPrefixOfAnEvent_IsMalformedUntilItIsWhole()
    {
        var whole = """{"k":["é\ud83d\ude00",-1.5e3],"a":{"b":{"c":null,"d":true}},"obj":[{"k":"x"}],"txt":"a quick fox"}"""u8.ToArray();

        for (var length = 0; length < whole.Length; length++)
        {
            AssertError(EventError.Malformed, whole[..length]);
        }

        Assert.Equal(["nested", "text"], MatchedIds(Rules.CreateMatcher(), whole));
    }

    [Fact]
    public void Match_EveryByteOfAnEventChanged_NeverThrows()
    {
        var whole = """{"k":"x","a":{"b":[1,"\u0041"]},"obj":[{"k":"x"}],"txt":"a quick fox","w":"aé"}"""u8.ToArray();
        var matcher = Rules.CreateMatcher();

        for (var at = 0; at < whole.Length; at++)
        {
            for (var value = 0; value < 256; value += 5)
            {
                var changed = (byte[])whole.Clone();
                changed[at] = (byte)value;
                var matches = matcher.Match(changed);
                Assert.True(matches.Error == EventError.None || matches.Count == 0);
            }
        }

        Assert.Equal(["value", "nested", "text"], MatchedIds(matcher, whole));
    }

    /// <summary>The error, no verdicts beside it, and the same matcher goes on as if nothing had been.</summary>
    private static void AssertError(EventError expected, byte[] utf8Event)
    {
        var matcher = Rules.CreateMatcher();
        Assert.Equal(["value"], MatchedIds(matcher, """{"k":"x"}"""u8));

        var matches = matcher.Match(utf8Event);

        Assert.Equal(expected, matches.Error);
        Assert.Equal(0, matches.Count);
        Assert.Equal(0, matches.Unknown.Length);
        Assert.Equal(["value"], MatchedIds(matcher, """{"k":"x"}"""u8));
        Assert.Equal(["missing", "pattern", "nested", "text", "wildcard"], MatchedIds(matcher, """{"a":{"b":"x"},"obj":{"k":"x"},"txt":"Quick FOX","w":"xaxbxcx"}"""u8));
    }

    private static List<string> MatchedIds(RuleMatcher matcher, ReadOnlySpan<byte> utf8Event)
    {
        var ids = new List<string>();
        var matches = matcher.Match(utf8Event);
        Assert.Equal(EventError.None, matches.Error);
        foreach (var match in matches)
        {
            ids.Add(match.RuleId);
        }

        return ids;
    }

    private static RuleQuery Rule(string id, string query) => new() { RuleId = id, Query = query };

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
