using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions.Planning;

/// <summary>Tells one version of a rule from another by what it says. Thread-safe.</summary>
internal static class RuleContent
{
    // Who saved or ran the rule when changes nothing of what it asks for.
    private static readonly HashSet<string> Bookkeeping = ["created_at", "created_by", "updated_at", "updated_by", "enabled", "execution_summary", "revision"];

    private static readonly ConditionalWeakTable<DetectionRule, string> Known = [];

    public static string Version(DetectionRule rule) => Known.GetValue(rule, Hash);

    /// <summary>Who wrote the rule and who changed it last, where it tells.</summary>
    public static IReadOnlyList<string> Authors(DetectionRule rule) =>
    [
        .. new[] { rule.Origin.Find("created_by"), rule.Origin.Find("updated_by") }
            .Select(author => author is { ValueKind: JsonValueKind.String } text ? text.GetString() : null)
            .OfType<string>()
            .Where(author => author.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static string Hash(DetectionRule rule)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            rule.WriteTo(writer);
        }

        using var json = JsonDocument.Parse(buffer.WrittenMemory);
        return LengthPrefixedHash.Of(json.RootElement.EnumerateObject()
            .Where(member => !Bookkeeping.Contains(member.Name))
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .SelectMany(member => new[] { member.Name, member.Value.GetRawText() }));
    }
}
