namespace Elastic.ResponseActions.Tool.Input;

/// <summary>The events of a command line, with the fields of <c>--overlay</c> laid over them.</summary>
internal sealed class EventInput(EventReader reader, IReadOnlyList<string> files, EventOverlay? overlay, InputProblems problems)
{
    private static readonly string[] Endings = [".ndjson", ".ndjson.gz", ".jsonl", ".jsonl.gz"];

    /// <exception cref="BadInputException">A path does not exist, or the overlay cannot be used.</exception>
    public static EventInput Open(IReadOnlyList<string> paths, string? overlay, InputFiles files, InputProblems problems) => new(
        new EventReader(files, problems),
        InputFiles.Expand(paths, Endings),
        overlay is null ? null : OverlayFile.Read(overlay, files),
        problems);

    /// <summary>Streams the events; each is valid until the next one is asked for.</summary>
    public IEnumerable<SourceEvent> Read()
    {
        foreach (var sourceEvent in reader.Read(files))
        {
            if (overlay is null)
                yield return sourceEvent;
            else if (TryLayOver(overlay, sourceEvent, out var laidOver))
                yield return laidOver;
        }
    }

    private bool TryLayOver(EventOverlay fields, SourceEvent sourceEvent, out SourceEvent laidOver)
    {
        laidOver = sourceEvent;
        try
        {
            laidOver = sourceEvent with { Document = fields.Apply(sourceEvent.Document, sourceEvent.Id) };
            return true;
        }
        catch (Exception e) when (JsonProblem.IsAbout(e))
        {
            problems.Report(sourceEvent.Place.File, sourceEvent.Place.Line, JsonProblem.Text(e));
            return false;
        }
    }
}
