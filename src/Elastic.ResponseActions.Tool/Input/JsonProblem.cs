using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>What the JSON reader found wrong, in one sentence.</summary>
internal static class JsonProblem
{
    /// <summary>Broken JSON, or a text that is no valid Unicode (half of a surrogate pair), which the reader reports in another way.</summary>
    public static bool IsAbout(Exception e) => e is JsonException or InvalidOperationException;

    public static string Text(Exception e)
    {
        if (e is not JsonException json)
            return "not JSON: a text in it is not valid Unicode.";

        var end = json.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = end < 0 ? json.Message : json.Message[..end];
        return $"not JSON: {reason} (byte {json.BytePositionInLine + 1})";
    }
}
