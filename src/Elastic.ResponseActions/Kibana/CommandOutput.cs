namespace Elastic.ResponseActions;

/// <summary>
/// What one agent answered, typed by command. A closed family, open for new members: <see cref="ActionOutput.Content"/> keeps everything
/// that came. Texts come from the host and may be an attacker's. Immutable.
/// </summary>
public abstract record CommandOutput
{
    private protected CommandOutput()
    {
    }

    /// <summary>The result's code, e.g. <c>ra_kill-process_success_done</c> (<c>code</c>); null where there is none. Open.</summary>
    public string? Code { get; init; }

    /// <summary>Where the result's file is, from Kibana's root and without a space (<c>downloadUri</c>); null where there is none. <see cref="ActionRoutes.DownloadAsync"/> needs it not.</summary>
    public string? DownloadUri { get; init; }

    /// <summary>What cancelled it (<c>canceled_by</c>): <c>manual</c> or <c>action</c>; null where nothing did. Newest servers.</summary>
    public string? CanceledBy { get; init; }

    /// <summary>The code; no foreign text.</summary>
    public sealed override string ToString() => Code ?? GetType().Name;
}

/// <summary>Of <c>kill-process</c> and <c>suspend-process</c>: the process as the agent names it. Immutable.</summary>
public sealed record ProcessOutput : CommandOutput
{
    /// <summary>Its command line (<c>command</c>).</summary>
    public string? CommandLine { get; init; }

    /// <summary>Its pid (<c>pid</c>).</summary>
    public long? Pid { get; init; }

    /// <summary>Its entity id (<c>entity_id</c>).</summary>
    public string? EntityId { get; init; }

    /// <summary>Its name (<c>process_name</c>).</summary>
    public string? ProcessName { get; init; }
}

/// <summary>Of <c>running-processes</c>. SentinelOne gives a file instead. Immutable.</summary>
public sealed record RunningProcessesOutput : CommandOutput
{
    /// <summary>The processes (<c>entries</c>).</summary>
    public IReadOnlyList<RunningProcess> Processes { get; init; } = [];
}

/// <summary>Of <c>get-file</c>: what is in the zip. Immutable.</summary>
public sealed record GetFileOutput : CommandOutput
{
    /// <summary>The zip's size in bytes (<c>zip_size</c>).</summary>
    public long? ZipSize { get; init; }

    /// <summary>The files in it (<c>contents</c>). Their paths are the host's and fit no disk here.</summary>
    public IReadOnlyList<FetchedFile> Files { get; init; } = [];
}

/// <summary>Of <c>execute</c>, and of <c>runscript</c> on any product. Immutable.</summary>
public sealed record ExecuteOutput : CommandOutput
{
    /// <summary>The end of what it wrote (<c>stdout</c>); the whole is in the file.</summary>
    public string Stdout { get; init; } = "";

    /// <summary>The end of the errors it wrote (<c>stderr</c>).</summary>
    public string Stderr { get; init; } = "";

    /// <summary>More was written than <see cref="Stdout"/> holds (<c>stdout_truncated</c>).</summary>
    public bool StdoutTruncated { get; init; }

    /// <summary>More was written than <see cref="Stderr"/> holds (<c>stderr_truncated</c>).</summary>
    public bool StderrTruncated { get; init; }

    /// <summary>The exit code (<c>shell_code</c>); null on products that tell none.</summary>
    public long? ExitCode { get; init; }

    /// <summary>The shell (<c>shell</c>).</summary>
    public string? Shell { get; init; }

    /// <summary>The folder it ran in (<c>cwd</c>).</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>The id of the file with everything it wrote (<c>output_file_id</c>).</summary>
    public string? OutputFileId { get; init; }
}

/// <summary>Of <c>upload</c>. Immutable.</summary>
public sealed record UploadOutput : CommandOutput
{
    /// <summary>Where it lies on the host (<c>path</c>).</summary>
    public string? Path { get; init; }

    /// <summary>Free bytes on the host's disk (<c>disk_free_space</c>).</summary>
    public long? DiskFreeSpace { get; init; }
}

/// <summary>Of <c>memory-dump</c>. Immutable.</summary>
public sealed record MemoryDumpOutput : CommandOutput
{
    /// <summary>Where the dump lies on the host (<c>path</c>).</summary>
    public string? Path { get; init; }

    /// <summary>Its size in bytes (<c>file_size</c>).</summary>
    public long? FileSize { get; init; }

    /// <summary>Free bytes on the host's disk (<c>disk_free_space</c>).</summary>
    public long? DiskFreeSpace { get; init; }
}

/// <summary>Of commands that answer with a code alone, such as <c>scan</c> and <c>cancel</c>, and of those this version does not know. Immutable.</summary>
public sealed record CodeOutput : CommandOutput;

/// <summary>One process that runs on a host. Immutable.</summary>
public sealed record RunningProcess
{
    /// <summary>Its pid (<c>pid</c>); null where it is no number.</summary>
    public long? Pid { get; init; }

    /// <summary>Its entity id (<c>entity_id</c>).</summary>
    public string? EntityId { get; init; }

    /// <summary>Its command line (<c>command</c>).</summary>
    public string? CommandLine { get; init; }

    /// <summary>Whose it is (<c>user</c>).</summary>
    public string? User { get; init; }
}

/// <summary>One file in a fetched zip. Immutable.</summary>
public sealed record FetchedFile
{
    /// <summary>Its path on the host (<c>path</c>).</summary>
    public string? Path { get; init; }

    /// <summary>Its name (<c>file_name</c>).</summary>
    public string? FileName { get; init; }

    /// <summary>Its size in bytes (<c>size</c>).</summary>
    public long? Size { get; init; }

    /// <summary>The SHA-256 that the host gives (<c>sha256</c>).</summary>
    public string? Sha256 { get; init; }

    /// <summary><c>file</c> or <c>directory</c> (<c>type</c>). Open.</summary>
    public string? Type { get; init; }
}
