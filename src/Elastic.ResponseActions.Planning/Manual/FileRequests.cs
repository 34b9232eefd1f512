using System.Text.Json;
using Elastic.ResponseActions.Manual;

namespace Elastic.ResponseActions;

/// <summary>Fetch a file from the host (<c>get-file</c>); it is downloaded from Kibana afterwards, as a zip. Immutable.</summary>
public sealed record GetFileRequest() : ManualRequest(ResponseActionCommand.GetFile)
{
    /// <summary>The file's full path on the host, at most 4,096 characters (<c>path</c>).</summary>
    public required string Path { get; init; }

    private protected override void AddErrors(List<string> errors) => RequestLimits.Text(errors, "Path", Path, RequestLimits.MaxPathChars);

    private protected override void WriteParameters(Utf8JsonWriter json) => json.WriteString("path", Path);
}

/// <summary>Scan a file or folder of the host for malware (<c>scan</c>, 8.15). Immutable.</summary>
public sealed record ScanRequest() : ManualRequest(ResponseActionCommand.Scan)
{
    /// <summary>The full path on the host, at most 4,096 characters (<c>path</c>).</summary>
    public required string Path { get; init; }

    private protected override void AddErrors(List<string> errors) => RequestLimits.Text(errors, "Path", Path, RequestLimits.MaxPathChars);

    private protected override void WriteParameters(Utf8JsonWriter json) => json.WriteString("path", Path);
}

/// <summary>Put a file on the host (<c>upload</c>). It is read through twice, once to know its size and SHA-256, once to send it; it is never held whole. Immutable.</summary>
public sealed record UploadRequest() : ManualRequest(ResponseActionCommand.Upload)
{
    private const int MaxNameChars = 255;

    /// <summary>The file's name on the host; no path.</summary>
    public required string FileName { get; init; }

    /// <summary>Opens the file from its start; called for each reading, and what it gives is disposed. Kibana takes 25 MiB unless its administrator allows more, 100 MiB at most.</summary>
    public required Func<Stream> Open { get; init; }

    /// <summary>Replaces a file of that name (<c>overwrite</c>). Default: false.</summary>
    public bool Overwrite { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        RequestLimits.Text(errors, "FileName", FileName, MaxNameChars);
        if (FileName is "." or ".." || FileName?.AsSpan().IndexOfAny("/\\:\"") >= 0 || FileName?.Any(char.IsControl) == true)
            errors.Add("FileName has to be a plain name: no `/`, `\\`, `:`, quotation mark or control character, and neither `.` nor `..`.");
        if (Open is null)
            errors.Add("Open is missing.");
    }

    private protected override void WriteParameters(Utf8JsonWriter json) => json.WriteBoolean("overwrite", Overwrite);
}
