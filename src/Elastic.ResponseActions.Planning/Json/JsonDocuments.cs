using System.Text.Json;

namespace Elastic.ResponseActions.Json;

/// <summary>Reads one whole JSON document into memory of its own, or says why it cannot be read.</summary>
internal static class JsonDocuments
{
    public const int MaxDepth = 64;

    public static bool TryRead(ReadOnlyMemory<byte> utf8Json, bool allowDuplicates, out JsonElement root, out string error)
    {
        root = default;
        error = "";
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = allowDuplicates };
            using var document = JsonDocument.Parse(utf8Json, options);
            root = document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            error = Explain(exception);
            return false;
        }

        // `"\ud800"` is well formed JSON but no text: every later read of it would throw.
        if (MayHoldSurrogates(utf8Json.Span) && !HasWholeText(root))
        {
            error = "a text holds half of a surrogate pair (`\\ud800` to `\\udfff`), which is no character.";
            return false;
        }

        return true;
    }

    private static string Explain(JsonException exception)
    {
        var message = exception.Message;
        var cut = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var place = exception.LineNumber is { } line ? $" (line {line + 1}, byte {exception.BytePositionInLine + 1})" : "";
        return $"not one well-formed JSON document{place}: {(cut < 0 ? message : message[..cut])}";
    }

    private static bool MayHoldSurrogates(ReadOnlySpan<byte> utf8Json) => utf8Json.IndexOf("\\ud"u8) >= 0 || utf8Json.IndexOf("\\uD"u8) >= 0;

    private static bool HasWholeText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().All(member => member.Name is not null && HasWholeText(member.Value)),
                JsonValueKind.Array => value.EnumerateArray().All(HasWholeText),
                JsonValueKind.String => value.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
