using System.Text.Json;

namespace Elastic.ResponseActions.Alerts;

/// <summary>
/// The fields that decide whom an action hits. A document that writes one of them twice is refused:
/// two readers may take different values, and one of them then acts on the wrong host.
/// </summary>
internal static class IdentityFields
{
    private static readonly string[] Paths = ["agent.id", "agent.type", "host.id", "host.name", "process.pid", "process.entity_id"];
    private static readonly string[] Parents = ["agent", "host", "process"];

    /// <summary>The first identity field that is not written exactly once, as an error text; null where all is well.</summary>
    public static string? FindDuplicate(AlertFields fields)
    {
        foreach (var path in Paths)
        {
            if (fields.CountDefinitions(path) > 1)
            {
                return $"the field `{path}` is written twice (as a repeated member, or dotted and nested). Which one is meant cannot be told, so nothing may be sent for it. Write it once.";
            }
        }

        foreach (var parent in Parents)
        {
            if (fields.Document.EnumerateObject().Count(member => member.Name == parent) > 1)
            {
                return $"the object `{parent}` is written twice, so readers differ on the fields in it, and nothing may be sent for it. Write it once.";
            }

            if (IsScalarBesideDotted(fields.Document, parent))
            {
                return $"`{parent}` is a plain value beside the field `{parent}.…`, so readers differ on it, and nothing may be sent for it. Write one of the two.";
            }
        }

        return null;
    }

    private static bool IsScalarBesideDotted(JsonElement document, string parent) =>
        document.TryGetProperty(parent, out var value) && value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null)
        && document.EnumerateObject().Any(member => member.Name.StartsWith(parent + ".", StringComparison.Ordinal));
}
