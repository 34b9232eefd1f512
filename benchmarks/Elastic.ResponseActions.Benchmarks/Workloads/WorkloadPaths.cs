namespace Elastic.ResponseActions.Benchmarks.Workloads;

/// <summary>Where the measured rules and events are: as told, else the samples of the repository.</summary>
internal sealed record WorkloadPaths(string? Rules, string? Events)
{
    private const string RulesVariable = "RA_BENCH_RULES";
    private const string EventsVariable = "RA_BENCH_EVENTS";

    /// <summary>What the parent process exported.</summary>
    public static WorkloadPaths FromEnvironment() =>
        new(Environment.GetEnvironmentVariable(RulesVariable), Environment.GetEnvironmentVariable(EventsVariable));

    /// <summary>Takes <c>--rules P</c> and <c>--events P</c> out of the arguments; what the environment says holds where they are absent.</summary>
    public static string[] TakeFrom(string[] arguments, out WorkloadPaths paths)
    {
        paths = FromEnvironment();
        var rest = new List<string>();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--rules" && i + 1 < arguments.Length)
                paths = paths with { Rules = Path.GetFullPath(arguments[++i]) };
            else if (arguments[i] == "--events" && i + 1 < arguments.Length)
                paths = paths with { Events = Path.GetFullPath(arguments[++i]) };
            else
                rest.Add(arguments[i]);
        }

        return [.. rest];
    }

    public void Export()
    {
        Environment.SetEnvironmentVariable(RulesVariable, Rules);
        Environment.SetEnvironmentVariable(EventsVariable, Events);
    }

    public string RulesOrSamples() => Rules ?? Sample("rules");

    public string EventsOrSamples() => Events ?? Sample("events.ndjson");

    private static string Sample(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "docs", "samples", name);
            if (Path.Exists(path))
                return path;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds docs/samples/{name}; say --rules and --events.");
    }
}
