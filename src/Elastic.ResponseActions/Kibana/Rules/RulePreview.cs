namespace Elastic.ResponseActions;

/// <summary>What a preview found. Immutable.</summary>
public sealed record RulePreview
{
    /// <summary>The id that the preview's alerts carry as <c>kibana.alert.rule.uuid</c> (<c>previewId</c>); null where it could not run.</summary>
    public string? PreviewId { get; init; }

    /// <summary>The runs, in order (<c>logs</c>).</summary>
    public IReadOnlyList<RulePreviewLog> Logs { get; init; } = [];

    /// <summary>It took longer than Kibana allows, 60 s (<c>isAborted</c>).</summary>
    public bool IsAborted { get; init; }

    /// <summary>Id and counts; no foreign text.</summary>
    public override string ToString() => $"{PreviewId ?? "(no preview)"}: {Logs.Count} runs, {Logs.Sum(static log => log.Errors.Count)} errors";
}

/// <summary>One run of a preview. Immutable.</summary>
public sealed record RulePreviewLog
{
    /// <summary>What failed, each on one line (<c>errors</c>).</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>What may be wrong, each on one line (<c>warnings</c>).</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>When the run would have started (<c>startedAt</c>).</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How long it took, in milliseconds (<c>duration</c>).</summary>
    public long? Duration { get; init; }
}
