using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>Walks one event document: checks that it can be read whole, and picks the values that say which event it is.</summary>
internal static class EventIdentity
{
    public const int MaxDepth = 64;

    private const int AgentId = 0;
    private const int EventId = 1;
    private const int AlertUuid = 2;

    private static readonly byte[][] Paths = [.. new[] { "agent.id", "event.id", "kibana.alert.uuid" }.Select(Encoding.UTF8.GetBytes)];

    // The depth is checked by hand, so that "too deep" is told apart from "not JSON"; the reader keeps one bit a level.
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = int.MaxValue };

    /// <param name="document">One JSON object in UTF-8.</param>
    /// <param name="id">The event's own id, where it has one.</param>
    /// <returns>Why the event has to be left out; null where nothing speaks against it.</returns>
    public static string? Read(ReadOnlySpan<byte> document, out string? id)
    {
        id = null;
        var reader = new Utf8JsonReader(document, ReaderOptions);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return "the event is not a JSON object.";

            var values = new string?[Paths.Length];
            var counts = new int[Paths.Length];
            Span<int> matched = stackalloc int[Paths.Length];
            matched.Clear();
            if (!ReadObject(ref reader, matched, values, counts))
                return $"the event nests deeper than {MaxDepth} levels.";

            id = values[AlertUuid] ?? values[EventId];
            return counts[AgentId] > 1 ? $"the event has {counts[AgentId]} `agent.id` keys; which host is meant cannot be told." : null;
        }
        catch (Exception e) when (JsonProblem.IsAbout(e))
        {
            return JsonProblem.Text(e);
        }
    }

    /// <summary>Reads one object; <paramref name="matched"/> says how much of each path the keys above it have covered, -1 for none.</summary>
    private static bool ReadObject(ref Utf8JsonReader reader, scoped ReadOnlySpan<int> matched, string?[] values, int[] counts)
    {
        Span<int> below = stackalloc int[Paths.Length];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var goesOn = Match(ref reader, matched, below, out var leaf);
            reader.Read();
            if (leaf >= 0)
            {
                counts[leaf]++;
                values[leaf] ??= reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }

            var whole = goesOn && reader.TokenType == JsonTokenType.StartObject
                ? reader.CurrentDepth < MaxDepth && ReadObject(ref reader, below, values, counts)
                : Skip(ref reader);
            if (!whole)
                return false;
        }

        return true;
    }

    /// <summary>Holds the key against the rest of each path: <c>agent.id</c> is reached by one dotted key, or by <c>agent</c> and then <c>id</c>.</summary>
    private static bool Match(ref Utf8JsonReader reader, scoped ReadOnlySpan<int> matched, scoped Span<int> below, out int leaf)
    {
        var key = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        var goesOn = false;
        leaf = -1;
        for (var path = 0; path < Paths.Length; path++)
        {
            below[path] = -1;
            if (matched[path] < 0 || !Paths[path].AsSpan(matched[path]).StartsWith(key))
                continue;

            var end = matched[path] + key.Length;
            if (end == Paths[path].Length)
                leaf = path;
            else if (Paths[path][end] == '.')
                (below[path], goesOn) = (end + 1, true);
        }

        return goesOn;
    }

    private static bool Skip(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return true;

        // A start token's own depth is that of the value around it.
        var depth = reader.CurrentDepth;
        do
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MaxDepth)
                return false;

            reader.Read();
        }
        while (reader.CurrentDepth > depth);

        return true;
    }
}
