namespace Elastic.ResponseActions.Kibana.Privileges;

/// <summary>Which privileges a route asks for, the most probable first: Kibana's 403 does not say.</summary>
internal static class RouteNeeds
{
    private const string Actions = "/api/endpoint/action", Rules = "/api/detection_engine/rules";

    private static readonly Dictionary<string, string> CommandOfSegment = new()
    {
        ["isolate"] = "isolate",
        ["unisolate"] = "unisolate",
        ["kill_process"] = "kill-process",
        ["suspend_process"] = "suspend-process",
        ["running_procs"] = "running-processes",
        ["get_file"] = "get-file",
        ["execute"] = "execute",
        ["upload"] = "upload",
        ["scan"] = "scan",
        ["run_script"] = "runscript",
        ["runscript"] = "runscript",
        ["memory_dump"] = "memory-dump",
    };

    public static IReadOnlyList<PrivilegeNeed> Of(TransportRequest request, string serverMessage)
    {
        var path = WithoutSpace(request.Path);

        // The base privilege is the one that Kibana names.
        if (serverMessage.Contains("granted by the Kibana privileges [securitySolution]", StringComparison.Ordinal))
            return [PrivilegeNeeds.ReadSecurity];
        if (path.StartsWith(Rules, StringComparison.Ordinal))
            return OfRules(request.Method, path, serverMessage);
        if (path == "/api/detection_engine/signals/search")
            return [PrivilegeNeeds.ReadAlerts];
        if (path.StartsWith("/api/detection_engine/signals/", StringComparison.Ordinal))
            return [PrivilegeNeeds.WriteAlerts];
        if (path.StartsWith("/api/endpoint/metadata", StringComparison.Ordinal))
            return [PrivilegeNeeds.ReadSecurity, PrivilegeNeeds.ReadEndpoints];
        if (request.Method == "POST" && path.StartsWith(Actions + "/", StringComparison.Ordinal))
            return CommandOfSegment.TryGetValue(path[(Actions.Length + 1)..], out var command) ? [PrivilegeNeeds.For(new(command))!] : [];
        if (path == Actions + "/state")
            return PrivilegeNeeds.Commands;

        return path == Actions || path.StartsWith(Actions + "/", StringComparison.Ordinal) ? [PrivilegeNeeds.ReadHistory] : path.StartsWith("/api/endpoint/", StringComparison.Ordinal) ? [PrivilegeNeeds.ReadSecurity] : [];
    }

    // "User is not authorized to create/update isolate response action" (9.x), "… to change isolate response actions" (8.x).
    private static IReadOnlyList<PrivilegeNeed> OfRules(string method, string path, string serverMessage)
    {
        if (serverMessage.StartsWith("User is not authorized to", StringComparison.Ordinal)
            && PrivilegeNeeds.Commands.FirstOrDefault(need => serverMessage.Contains($" {need.Name} response action", StringComparison.Ordinal)) is { } command)
            return [command];

        var reads = method == "GET" || path.EndsWith("/_export", StringComparison.Ordinal) || path.EndsWith("/preview", StringComparison.Ordinal);
        return [reads ? PrivilegeNeeds.ReadRules : PrivilegeNeeds.WriteRules];
    }

    private static string WithoutSpace(string path)
    {
        if (!path.StartsWith("/s/", StringComparison.Ordinal))
            return path;

        var end = path.IndexOf('/', 3);
        return end < 0 ? path : path[end..];
    }
}
