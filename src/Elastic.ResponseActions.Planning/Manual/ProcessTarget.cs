using System.Buffers;
using System.Text.Json;
using Elastic.ResponseActions.Manual;

namespace Elastic.ResponseActions;

/// <summary>Names one process on a host. Prefer the entity id: pids are given to other processes in time. Immutable.</summary>
public sealed record ProcessTarget
{
    private ProcessTarget(string name, string value)
    {
        ParameterName = name;
        Value = value;
    }

    /// <summary>How the process is named on the wire: <c>pid</c>, <c>entity_id</c> or <c>process_name</c>.</summary>
    public string ParameterName { get; }

    /// <summary>The pid's digits, the entity id or the name.</summary>
    public string Value { get; }

    /// <summary>By <c>process.entity_id</c>, which is never given to another process.</summary>
    /// <param name="entityId">The entity id, 1 to 256 characters.</param>
    public static ProcessTarget EntityId(string entityId) => new("entity_id", entityId);

    /// <summary>By <c>process.pid</c>; the policy has to allow it (<see cref="ResponsePolicy.AllowPid"/>).</summary>
    /// <param name="pid">The pid, from 1.</param>
    public static ProcessTarget Pid(long pid) => new("pid", pid.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>By the name of its program, as SentinelOne does: every process of that name.</summary>
    /// <param name="processName">The name, 1 to 1,024 characters.</param>
    public static ProcessTarget Name(string processName) => new("process_name", processName);

    /// <summary>How it is named, and the value.</summary>
    public override string ToString() => $"{ParameterName} {Value}";

    internal JsonElement Json
    {
        get
        {
            if (ParameterName == "pid")
                return JsonElement.Parse(Value);

            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer))
                json.WriteStringValue(Value);
            return JsonElement.Parse(buffer.WrittenSpan);
        }
    }

    internal void AddErrors(List<string> errors)
    {
        if (ParameterName == "pid")
        {
            if (!uint.TryParse(Value, out var pid) || pid == 0)
                errors.Add($"Process has the pid {Value}; a pid is a whole number from 1 to 4294967295.");
        }
        else
        {
            RequestLimits.Text(errors, $"Process ({ParameterName})", Value, ParameterName == "entity_id" ? RequestLimits.MaxIdChars : 1024);
        }
    }
}
