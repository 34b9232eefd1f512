using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Elastic.ResponseActions.Planning.Tests;

/// <summary>Writes and compares JSON the way the round-trip tests look at it: member order and number spelling count, white space and escapes do not.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Write(DetectionRule rule) => Write(rule.WriteTo);

    public static DetectionRule ParseRule(string json) => DetectionRule.Parse(Encoding.UTF8.GetBytes(json));

    public static RuleResponseAction ParseAction(string json) => RuleResponseAction.Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>The tokens of a document, numbers as they are spelled, texts by value.</summary>
    public static string Tokens(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var tokens = new StringBuilder();
        while (reader.Read())
        {
            var value = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                ? reader.GetString()
                : Encoding.UTF8.GetString(reader.ValueSpan);
            tokens.Append(reader.TokenType).Append(' ').Append(value).Append('\n');
        }

        return tokens.ToString();
    }

    public static JsonElement Element(string json) => JsonElement.Parse(json);
}
