using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>How rules are exported. Immutable.</summary>
public sealed record RuleExportOptions
{
    private const int MaxNameChars = 255;

    /// <summary>The options used where none are given.</summary>
    public static RuleExportOptions Default { get; } = new();

    /// <summary>The name that the server gives the file (<c>file_name</c>), for whoever reads the traffic; the summary tells it back. Null: <c>export.ndjson</c>. A bulk export has none.</summary>
    public string? FileName { get; init; }

    /// <summary>
    /// Leaves the summary, the last line, out of what is written. It is asked for all the same, since only by it is an export that was cut off known
    /// (<c>exclude_export_details</c> is never sent as true).
    /// </summary>
    public bool ExcludeExportDetails { get; init; }

    /// <summary>The largest export taken, in bytes. Default 256 MiB. A line has to fit <see cref="KibanaOptions.MaxResponseBytes"/>; nothing is held beyond one.</summary>
    public long MaxBytes { get; init; } = 256L * 1024 * 1024;

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytes, 1);
        if (FileName is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameChars || name.Any(char.IsControl) || name.AsSpan().IndexOfAny("/\\\"") >= 0))
            throw new ArgumentException($"FileName `{VisibleText.Of(name, 64)}` has to be a plain name of 1 to {MaxNameChars} characters: no `/`, `\\`, quotation mark or control character. Nothing was sent.");
    }
}
