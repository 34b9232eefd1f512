using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions.Alerts;

/// <summary>Makes alerts from documents, or says why a document cannot be one.</summary>
internal static class AlertReader
{
    private const int MaxBytes = 1024 * 1024;

    public static bool TryReadLocal(ReadOnlyMemory<byte> utf8Document, AlertContext context, [NotNullWhen(true)] out Alert? alert, out string error)
    {
        alert = null;
        if (!TryReadSafely(utf8Document, out var fields, out error))
        {
            return false;
        }

        alert = new Alert
        {
            Id = LengthPrefixedHash.Of([context.Rule.RuleId, .. context.EventIds]),
            Origin = AlertOrigin.LocalMatch,
            RuleUuid = context.Rule.Id,
            RuleName = context.Rule.Name,
            SpaceIds = [context.SpaceId],
            Fields = fields,
        };
        return true;
    }

    public static bool TryReadKibana(ReadOnlyMemory<byte> utf8Document, string? id, [NotNullWhen(true)] out Alert? alert, out string error)
    {
        alert = null;
        if (!TryReadSafely(utf8Document, out var fields, out error))
        {
            return false;
        }

        if ((id ?? fields.Text("kibana.alert.uuid")) is not { Length: > 0 } alertId)
        {
            error = "The alert has no id: neither `_id` nor `kibana.alert.uuid`.";
            return false;
        }

        alert = new Alert
        {
            Id = alertId,
            Origin = AlertOrigin.Kibana,
            RuleUuid = fields.Text("kibana.alert.rule.uuid"),
            RuleName = fields.Text("kibana.alert.rule.name"),
            SpaceIds = SpaceIds(fields),
            Fields = fields,
        };
        return true;
    }

    public static bool TryReadFields(ReadOnlyMemory<byte> utf8Document, out AlertFields fields, out string error)
    {
        fields = AlertFields.Empty;
        if (utf8Document.Length > MaxBytes)
        {
            error = $"The event is too large: {utf8Document.Length} bytes, at most {MaxBytes} (1 MiB) are read.";
            return false;
        }

        if (!JsonDocuments.TryRead(utf8Document, allowDuplicates: true, out var root, out error))
        {
            error = $"The event cannot be read: {error}";
            return false;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            error = $"The event is {JsonKinds.Describe(root)}; expected one JSON object.";
            return false;
        }

        fields = new AlertFields(root);
        return true;
    }

    private static bool TryReadSafely(ReadOnlyMemory<byte> utf8Document, out AlertFields fields, out string error)
    {
        if (!TryReadFields(utf8Document, out fields, out error))
        {
            return false;
        }

        if (IdentityFields.FindDuplicate(fields) is { } duplicate)
        {
            error = $"The event is refused: {duplicate}";
            return false;
        }

        return true;
    }

    private static IReadOnlyList<string> SpaceIds(AlertFields fields)
    {
        if (!fields.TryGet("kibana.space_ids", out var value))
        {
            return [];
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(space => space.ValueKind == JsonValueKind.String).Select(space => space.GetString()!)],
            _ => [],
        };
    }
}
