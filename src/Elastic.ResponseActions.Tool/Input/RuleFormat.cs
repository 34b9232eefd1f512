using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Input;

internal enum RuleFormat
{
    /// <summary>One rule a line; Kibana's export.</summary>
    Ndjson,

    /// <summary>One rule, or an array of rules.</summary>
    Json,

    /// <summary>The layout of elastic/detection-rules: a <c>[rule]</c> table.</summary>
    Toml,
}

/// <summary>Tells how a rule file is written: by its ending, else by how it begins.</summary>
internal static class RuleFormats
{
    /// <summary>The endings that are looked for in a folder.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".ndjson", ".json", ".toml"];

    public static RuleFormat Of(string path, ReadOnlySpan<byte> content) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".NDJSON" or ".JSONL" => RuleFormat.Ndjson,
        ".JSON" => RuleFormat.Json,
        ".TOML" => RuleFormat.Toml,
        _ => Sniff(content.TrimStart(" \t\r\n"u8)),
    };

    private static RuleFormat Sniff(ReadOnlySpan<byte> content) => content switch
    {
        [(byte)'{', ..] => IsJsonLine(content) ? RuleFormat.Ndjson : RuleFormat.Json,
        [(byte)'[', ..] => content[1..].TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)']', ..] ? RuleFormat.Json : RuleFormat.Toml,
        _ => RuleFormat.Toml,
    };

    private static bool IsJsonLine(ReadOnlySpan<byte> content)
    {
        var newline = content.IndexOf((byte)'\n');
        var reader = new Utf8JsonReader(newline < 0 ? content : content[..newline]);
        try
        {
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
