using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions.Tests.Kibana;

/// <summary>Texts that are no Unicode: they become readable or the document is refused, and nothing else is thrown.</summary>
public sealed class JsonTextTests
{
    [Theory]
    [InlineData("\"a\\ud800b\"", "a\uFFFDb")]
    [InlineData("\"\\udc00\\n\\u0041\\\\\"", "\uFFFD\nA\\")]
    [InlineData("\"\\ud83d\\ude00\"", "\U0001F600")]
    public void Decoded_HalfAPair_IsMended(string json, string expected) => Assert.Equal(expected, JsonElement.Parse(json).Decoded());

    [Fact]
    public void Parse_BytesThatAreNotUtf8_IsNoJson() =>
        Assert.Throws<JsonException>(static () => KibanaJson.Parse(new byte[] { (byte)'"', 0xA6, (byte)'"' }).Dispose());

    [Fact]
    public void Parse_KeyThatIsNoUnicode_IsNoJson() =>
        Assert.Throws<JsonException>(static () => KibanaJson.Parse(Encoding.UTF8.GetBytes("""{"\ud800":1}""")).Dispose());
}
