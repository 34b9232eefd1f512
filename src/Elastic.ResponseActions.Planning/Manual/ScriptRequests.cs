using System.Text.Json;
using Elastic.ResponseActions.Manual;

namespace Elastic.ResponseActions;

/// <summary>Run a script on the host (<c>runscript</c>); what it is and what it takes differs by product, and so do the children. Immutable.</summary>
public abstract record ScriptRequest : ManualRequest
{
    private readonly AgentType _product;

    private protected ScriptRequest(AgentType product)
        : base(ResponseActionCommand.RunScript)
    {
        _product = product;
        AgentType = product;
    }

    private protected override void AddErrors(List<string> errors)
    {
        if (AgentType != _product)
            errors.Add($"AgentType is `{AgentType}`; {GetType().Name} is for `{_product}`.");
    }

    private protected static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}

/// <summary>A script of the script library on a host with Elastic Defend (9.4). Immutable.</summary>
public sealed record RunScriptRequest() : ScriptRequest(AgentType.Endpoint)
{
    /// <summary>The script's id in the library, at most 256 characters (<c>scriptId</c>).</summary>
    public required string ScriptId { get; init; }

    /// <summary>Its arguments, at most 8,192 characters (<c>scriptInput</c>).</summary>
    public string? ScriptInput { get; init; }

    /// <summary>How long it may run, from 1 s (<c>timeout</c>, in seconds).</summary>
    public TimeSpan? Timeout { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        base.AddErrors(errors);
        RequestLimits.Text(errors, "ScriptId", ScriptId, RequestLimits.MaxIdChars);
        RequestLimits.Text(errors, "ScriptInput", ScriptInput, RequestLimits.MaxCommandChars, isRequired: false);
        RequestLimits.Timeout(errors, Timeout);
    }

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString("scriptId", ScriptId);
        WriteText(json, "scriptInput", ScriptInput);
        if (Timeout is { } timeout)
            json.WriteNumber("timeout", timeout.TotalSeconds);
    }
}

/// <summary>A script on a SentinelOne host (9.2). Immutable.</summary>
public sealed record SentinelOneScriptRequest() : ScriptRequest(AgentType.SentinelOne)
{
    /// <summary>The script's id, at most 256 characters (<c>scriptId</c>).</summary>
    public required string ScriptId { get; init; }

    /// <summary>Its arguments, at most 8,192 characters (<c>scriptInput</c>).</summary>
    public string? ScriptInput { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        base.AddErrors(errors);
        RequestLimits.Text(errors, "ScriptId", ScriptId, RequestLimits.MaxIdChars);
        RequestLimits.Text(errors, "ScriptInput", ScriptInput, RequestLimits.MaxCommandChars, isRequired: false);
    }

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString("scriptId", ScriptId);
        WriteText(json, "scriptInput", ScriptInput);
    }
}

/// <summary>A script on a CrowdStrike host (8.18): its text, a path on the host, or a file of CrowdStrike's cloud. Immutable.</summary>
public sealed record CrowdStrikeScriptRequest() : ScriptRequest(AgentType.CrowdStrike)
{
    private const int MaxRawChars = 65_536;

    /// <summary>The script itself, at most 65,536 characters (<c>raw</c>).</summary>
    public string? Raw { get; init; }

    /// <summary>The script's path on the host, at most 4,096 characters (<c>hostPath</c>).</summary>
    public string? HostPath { get; init; }

    /// <summary>The script's name in CrowdStrike's cloud, at most 4,096 characters (<c>cloudFile</c>).</summary>
    public string? CloudFile { get; init; }

    /// <summary>Its arguments, at most 8,192 characters (<c>commandLine</c>).</summary>
    public string? CommandLine { get; init; }

    /// <summary>How long it may run, from 1 s (<c>timeout</c>, in seconds by Kibana's documentation; its default is 60 s).</summary>
    public TimeSpan? Timeout { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        base.AddErrors(errors);
        if (Raw is null && HostPath is null && CloudFile is null)
            errors.Add("Raw, HostPath or CloudFile is needed; none is given.");
        RequestLimits.Text(errors, "Raw", Raw, MaxRawChars, isRequired: false);
        RequestLimits.Text(errors, "HostPath", HostPath, RequestLimits.MaxPathChars, isRequired: false);
        RequestLimits.Text(errors, "CloudFile", CloudFile, RequestLimits.MaxPathChars, isRequired: false);
        RequestLimits.Text(errors, "CommandLine", CommandLine, RequestLimits.MaxCommandChars, isRequired: false);
        RequestLimits.Timeout(errors, Timeout);
    }

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        WriteText(json, "raw", Raw);
        WriteText(json, "hostPath", HostPath);
        WriteText(json, "cloudFile", CloudFile);
        WriteText(json, "commandLine", CommandLine);
        if (Timeout is { } timeout)
            json.WriteNumber("timeout", timeout.TotalSeconds);
    }
}

/// <summary>A script of the live response library on a Microsoft Defender host (8.19, 9.1). Immutable.</summary>
public sealed record DefenderScriptRequest() : ScriptRequest(AgentType.MicrosoftDefenderEndpoint)
{
    /// <summary>The script's name in the library, at most 256 characters (<c>scriptName</c>).</summary>
    public required string ScriptName { get; init; }

    /// <summary>Its arguments, at most 8,192 characters (<c>args</c>).</summary>
    public string? Arguments { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        base.AddErrors(errors);
        RequestLimits.Text(errors, "ScriptName", ScriptName, RequestLimits.MaxIdChars);
        RequestLimits.Text(errors, "Arguments", Arguments, RequestLimits.MaxCommandChars, isRequired: false);
    }

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString("scriptName", ScriptName);
        WriteText(json, "args", Arguments);
    }
}
