namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>
/// <c>boolean</c> fields: JSON booleans, the same words as strings, and on the event side the empty string, which
/// Elasticsearch indexes as false. Any other text is no value at all.
/// </summary>
internal static class BooleanValue
{
    public static bool TryRead(ReadOnlySpan<byte> utf8, out bool value)
    {
        value = utf8.SequenceEqual("true"u8);
        return value || utf8.IsEmpty || utf8.SequenceEqual("false"u8);
    }

    public static bool TryParseTerm(string text, out bool value, out string error)
    {
        value = text == "true";
        error = value || text == "false" ? "" : $"`{text}` is not a boolean; write `true` or `false`";
        return error.Length == 0;
    }
}
