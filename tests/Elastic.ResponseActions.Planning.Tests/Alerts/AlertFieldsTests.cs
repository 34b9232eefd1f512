using System.Text;
using CsCheck;

namespace Elastic.ResponseActions.Planning.Tests.Alerts;

public sealed class AlertFieldsTests
{
    [Theory]
    [InlineData("""{"a":{"b":{"c":1}}}""", "1")]
    [InlineData("""{"a.b.c":1}""", "1")]
    [InlineData("""{"a.b":{"c":1}}""", "1")]
    [InlineData("""{"a":{"b.c":1}}""", "1")]
    [InlineData("""{"a":{"b.c":1.0}}""", "1.0")]
    [InlineData("""{"a.b":{"x":0},"a":{"b":{"c":[1,2]}}}""", "[1,2]")]
    [InlineData("""{"a.b.c":null}""", "null")]
    [InlineData("""{"a.b.c":1,"a":{"b":{"c":2}}}""", "2")]
    [InlineData("""{"a":{"b":{"c":2}},"a.b.c":1}""", "1")]
    [InlineData("""{"a":{"b":[{"c":1}]}}""", null)]
    [InlineData("""{"a":{"b":"c"}}""", null)]
    [InlineData("""{"a":{"bc":1},"a.b":{"cc":1},"a..b":1}""", null)]
    public void TryGet_AnySpellingOfThePath_FindsTheLastValue(string json, string? expected)
    {
        var found = Parse(json).TryGet("a.b.c", out var value);

        Assert.Equal(expected, found ? value.GetRawText() : null);
    }

    [Fact]
    public void TryGet_EveryWayToSplitAPath_FindsTheValue() =>
        Gen.Bool.Array[4].Sample(nested =>
        {
            string[] names = ["a", "b", "c", "d", "e"];
            var (json, close) = ($"{{\"{names[0]}", "}");
            for (var index = 1; index < names.Length; index++)
            {
                json += nested[index - 1] ? $"\":{{\"{names[index]}" : $".{names[index]}";
                close += nested[index - 1] ? "}" : "";
            }

            Assert.True(Parse(json + "\":7" + close).TryGet("a.b.c.d.e", out var value));
            Assert.Equal(7, value.GetInt32());
        });

    [Fact]
    public void Text_OnlyText_IsGiven()
    {
        var fields = Parse("""{"a":"x","b":1,"c":null,"d":["x"]}""");

        Assert.Equal(("x", null, null, null, null), (fields.Text("a"), fields.Text("b"), fields.Text("c"), fields.Text("d"), fields.Text("e")));
    }

    [Fact]
    public void Equals_ComparesByValue()
    {
        Assert.Equal(Parse("""{"a":1,"b":2}"""), Parse("""{"b":2,"a":1.0}"""));
        Assert.NotEqual(Parse("""{"a":1}"""), Parse("""{"a":2}"""));
        Assert.Equal(AlertFields.Empty, Parse("{}"));
    }

    private static AlertFields Parse(string json) => AlertFields.Parse(Encoding.UTF8.GetBytes(json));
}
