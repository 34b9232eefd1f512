namespace Elastic.ResponseActions;

/// <summary>A file that an agent sent back, as Kibana describes it. Immutable.</summary>
public sealed record ActionFile
{
    /// <summary>The file's id (<c>id</c>).</summary>
    public required string Id { get; init; }

    /// <summary>The server's name for it (<c>name</c>). Foreign text: never a path.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its type (<c>mimeType</c>).</summary>
    public string? MimeType { get; init; }

    /// <summary>Its size in bytes (<c>size</c>); null where it is not told.</summary>
    public long? Size { get; init; }

    /// <summary><c>AWAITING_UPLOAD</c>, <c>UPLOADING</c>, <c>READY</c>, <c>UPLOAD_ERROR</c> or <c>DELETED</c> (<c>status</c>). Open.</summary>
    public string Status { get; init; } = "";

    /// <summary>When it came (<c>created</c>).</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>It can be downloaded now.</summary>
    public bool IsReady => Status == "READY";

    /// <summary>Id and status; no foreign text.</summary>
    public override string ToString() => $"file {Id}: {Status}";
}
