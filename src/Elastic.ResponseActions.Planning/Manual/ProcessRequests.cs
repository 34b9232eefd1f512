using System.Text.Json;

namespace Elastic.ResponseActions;

/// <summary>End a process (<c>kill-process</c>). Immutable.</summary>
public sealed record KillProcessRequest() : ManualRequest(ResponseActionCommand.KillProcess)
{
    /// <summary>The process. SentinelOne takes a name only, and no other agent takes one.</summary>
    public required ProcessTarget Target { get; init; }

    /// <summary>Its descendants go too (<c>kill_descendants</c>, newest servers, Elastic Defend only).</summary>
    public bool KillDescendants { get; init; }

    internal override ProcessTarget? Process => Target;

    internal override bool WithDescendants => KillDescendants;

    private protected override void AddErrors(List<string> errors)
    {
        if (Target is null)
        {
            errors.Add("Target is missing.");
            return;
        }

        Target.AddErrors(errors);
        if (Target.ParameterName == "process_name" != (AgentType == AgentType.SentinelOne))
            errors.Add($"Target is by `{Target.ParameterName}`; `sentinel_one` takes `process_name` only, and no other agent takes it.");
        if (KillDescendants && AgentType != AgentType.Endpoint)
            errors.Add("KillDescendants is for agents of type `endpoint` only.");
    }
}

/// <summary>Suspend a process (<c>suspend-process</c>). Nothing resumes it through this API. Immutable.</summary>
public sealed record SuspendProcessRequest() : ManualRequest(ResponseActionCommand.SuspendProcess)
{
    /// <summary>The process, by pid or entity id.</summary>
    public required ProcessTarget Target { get; init; }

    internal override ProcessTarget? Process => Target;

    private protected override void AddErrors(List<string> errors)
    {
        if (Target is null)
            errors.Add("Target is missing.");
        else if (Target.ParameterName == "process_name")
            errors.Add("Target is by `process_name`; `suspend-process` takes a pid or an entity id.");
        else
            Target.AddErrors(errors);
    }
}

/// <summary>List the processes that run (<c>running-processes</c>). Immutable.</summary>
public sealed record RunningProcessesRequest() : ManualRequest(ResponseActionCommand.RunningProcesses);

/// <summary>Write memory to a file on the host (<c>memory-dump</c>, 9.3, Windows): that of one process, or the kernel's. Immutable.</summary>
public sealed record MemoryDumpRequest() : ManualRequest(ResponseActionCommand.MemoryDump)
{
    /// <summary>The process, by pid or entity id; null: the kernel (<c>type</c>).</summary>
    public ProcessTarget? Target { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        if (Target?.ParameterName == "process_name")
            errors.Add("Target is by `process_name`; `memory-dump` takes a pid or an entity id.");
        else
            Target?.AddErrors(errors);
    }

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString("type", Target is null ? "kernel" : "process");
        if (Target is not { } target)
            return;

        json.WritePropertyName(target.ParameterName);
        target.Json.WriteTo(json);
    }
}
