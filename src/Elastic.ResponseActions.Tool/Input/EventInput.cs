namespace Elastic.ResponseActions.Tool.Input;

/// <summary>The events of a command line, with the fields of <c>--overlay</c> laid over them.</summary>
internal sealed class EventInput(EventReader reader, IReadOnlyList<string> files, EventOverlay? overlay)
{
    private static readonly string[] Endings = [".ndjson", ".ndjson.gz", ".jsonl", ".jsonl.gz"];

    /// <exception cref="BadInputException">A path does not exist, or the overlay cannot be used.</exception>
    public static EventInput Open(IReadOnlyList<string> paths, string? overlay, InputFiles files, InputProblems problems) => new(
        new EventReader(files, problems),
        InputFiles.Expand(paths, Endings),
        overlay is null ? null : OverlayFile.Read(overlay, files));

    /// <summary>Streams the events; each is valid until the next one is asked for.</summary>
    public IEnumerable<SourceEvent> Read() => reader.Read(files).Select(LayOver);

    private SourceEvent LayOver(SourceEvent sourceEvent) =>
        overlay is null ? sourceEvent : sourceEvent with { Document = overlay.Apply(sourceEvent.Document, sourceEvent.Id) };
}
