namespace Elastic.ResponseActions.Tool.Input;

/// <summary>Streams events out of NDJSON files, plain or gzip. What cannot be read whole is reported and left out; the rest goes on.</summary>
internal sealed class EventReader(InputFiles files, InputProblems problems)
{
    /// <summary>Largest event in bytes, as in <see cref="Matching.RuleSetOptions.MaxEventBytes"/>.</summary>
    public const int MaxEventBytes = 1024 * 1024;

    private const int MaxEnvelopeBytes = 64 * 1024;

    /// <summary>Reads all files in their order; each event is valid until the next one is asked for.</summary>
    /// <exception cref="BadInputException">A file cannot be opened.</exception>
    public IEnumerable<SourceEvent> Read(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            using var stream = files.Open(path);
            foreach (var sourceEvent in ReadFile(path, stream))
                yield return sourceEvent;
        }
    }

    private IEnumerable<SourceEvent> ReadFile(string file, Stream stream)
    {
        var lines = new LineReader(stream, MaxEventBytes + MaxEnvelopeBytes);
        while (lines.Read())
        {
            if (lines.Broken is not null)
                problems.Report(file, lines.Number, $"the file ends here, before its end: {lines.Broken} The line is left out.");
            else if (lines.IsTooLong)
                problems.Report(file, lines.Number, TooLarge);
            else if (lines.Line.Span.IndexOfAnyExcept(" \t\r"u8) >= 0 && TryOpen(lines.Line, new InputPlace(file, lines.Number), out var sourceEvent))
                yield return sourceEvent;
        }
    }

    private bool TryOpen(ReadOnlyMemory<byte> line, InputPlace place, out SourceEvent sourceEvent)
    {
        string? ownId = null;
        var problem = EventEnvelope.Open(line, out var parts)
            ?? (parts.Document.Length > MaxEventBytes ? TooLarge : EventIdentity.Read(parts.Document.Span, out ownId));

        sourceEvent = new SourceEvent(parts.Document, parts.Index, parts.Id ?? ownId ?? $"line:{place.Line}", place);
        if (problem is not null)
            problems.Report(place.File, place.Line, problem);

        return problem is null;
    }

    private static string TooLarge => "the event is larger than 1 MiB.";
}
