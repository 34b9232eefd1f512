using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>Tells a search hit <c>{"_id","_index","_source":{…}}</c> from a bare document, and cuts the document out without copying it.</summary>
internal static class EventEnvelope
{
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = int.MaxValue };

    /// <param name="line">A line of the input.</param>
    /// <param name="parts">The document, the index and the hit's id.</param>
    /// <returns>Why the line has to be left out; null where nothing speaks against it.</returns>
    public static string? Open(ReadOnlyMemory<byte> line, out Parts parts)
    {
        parts = new Parts(line, default, null);
        if (!Utf8.IsValid(line.Span))
            return "not UTF-8.";

        try
        {
            var reader = new Utf8JsonReader(line.Span, ReaderOptions);
            reader.Read();
            return reader.TokenType == JsonTokenType.StartObject ? ReadMembers(ref reader, line, ref parts) : "the event is not a JSON object.";
        }
        catch (Exception e) when (JsonProblem.IsAbout(e))
        {
            return JsonProblem.Text(e);
        }
    }

    private static string? ReadMembers(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, ref Parts parts)
    {
        string? problem = null;
        var sources = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSource = reader.ValueTextEquals("_source"u8);
            var isId = reader.ValueTextEquals("_id"u8);
            var isIndex = reader.ValueTextEquals("_index"u8);
            reader.Read();
            if (isSource && reader.TokenType != JsonTokenType.StartObject)
                problem ??= "`_source` is not a JSON object.";

            if (isId && reader.TokenType == JsonTokenType.String)
                parts = parts with { Id = reader.GetString() };
            else if (isIndex && reader.TokenType == JsonTokenType.String)
                parts = parts with { Index = Encoding.UTF8.GetBytes(reader.GetString()!) };

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isSource && ++sources == 1)
                parts = parts with { Document = line[start..(int)reader.BytesConsumed] };
        }

        reader.Read();
        return sources > 1 ? "the hit has more than one `_source`." : problem;
    }

    public readonly record struct Parts(ReadOnlyMemory<byte> Document, ReadOnlyMemory<byte> Index, string? Id);
}
