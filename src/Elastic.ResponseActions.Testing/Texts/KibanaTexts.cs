using System.Text.Json;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Texts;

/// <summary>The texts of Kibana's answers, word for word, because clients match on them. Those of the schema library are in <see cref="SchemaTexts"/>.</summary>
internal static class KibanaTexts
{
    public const string PublicVersion = "2023-10-31";

    public const string NotFound = "Not Found";
    public const string ServerError = "An internal server error occurred. Check Kibana server logs for details.";
    public const string NoXsrf = "Request must contain a kbn-xsrf header.";
    public const string UnsupportedMediaType = "Unsupported Media Type";
    public const string TooManyRequests = "Too Many Requests";
    public const string BadMultipart = "Invalid multipart payload format";
    public const string BadJson = "Invalid request payload JSON format";
    public const string EndpointForbidden = "Endpoint authorization failure";
    public const string NoDefend = "The host does not have Elastic Defend integration installed";
    public const string NoActionYet = "index_not_found_exception";
    public const string RunScriptOff = "Elastic Defend runscript operation is not enabled";
    public const string AgentTypeOff = "[request body.agent_type]: feature is disabled";
    public const string OneDefenderAgent = "[body.endpoint_ids]: Multiple agents IDs not currently supported for Microsoft Defender for Endpoint";
    public const string CrowdStrikeNeedsScript = "At least one of Raw, HostPath, or CloudFile must be provided";
    public const string DumpNeedsProcess = "Type of \"process\" requires either \"pid\" or \"entity_id\"";
    public const string DumpTakesOneProcess = "Type of \"process\" cannot have both \"pid\" and \"entity_id\"";
    public const string DumpTakesNoProcess = "\"pid\" and \"entity_id\" parameters only supported for type of \"process\"";
    public const string NeedsEnterprise = "At least Enterprise license is required to use Response Actions.";

    /// <summary>What Fleet says where a fault has it refuse an action.</summary>
    public const string FleetUnavailable = "Fleet is not available";

    public const string VersionInQuery =
        "Use of query parameter \"apiVersion\" is not allowed. Please specify the API version using the \"elastic-api-version\" header.";

    public static string BadCredentials(string? userName)
    {
        var reason = userName is null
            ? "unable to authenticate with provided credentials and anonymous access is not allowed for this request"
            : $"unable to authenticate user [{userName}] for REST request [/_security/_authenticate]";
        return $"[security_exception\n\tRoot causes:\n\t\tsecurity_exception: {reason}]: {reason}";
    }

    public static string UnknownVersion(string version, string method, string template) =>
        $"No version \"{version}\" available for [{method.ToLowerInvariant()}] [{template}]. Available versions are: [{PublicVersion}]";

    public static string MalformedVersion(string version) =>
        $"Invalid version. Received \"{version}\", expected a valid date string formatted as YYYY-MM-DD.";

    public static string InternalRoute(string path, string method) =>
        $"uri [{path}] with method [{method.ToLowerInvariant()}] exists but is not available with the current configuration";

    public static string BasePrivilege(string method, string pathAndQuery, FakePermission needed) =>
        $"API [{method} {pathAndQuery}] is unauthorized for user, this action is granted by the Kibana privileges [{needed.ApiAction["api:".Length..]}]";

    public static string TooLarge(int limit) => $"Payload content length greater than maximum allowed: {limit}";

    public static string FleetRefused(string command, IEnumerable<string> agentIds) =>
        $"Attempt to create Fleet [{command}] response action request for agents [{string.Join(", ", agentIds)}] failed with: {FleetUnavailable}";

    public static string CommandNotSupported(string command) => $"Action [{command}] not supported";

    public static string NoConnector(string connectorType) => $"No stack connector instance configured for [{connectorType}]";

    public static string AgentsNotFound(IReadOnlyList<string> agentIds) =>
        agentIds.Count == 1 ? $"Agent {agentIds[0]} not found" : $"Agents {string.Join(", ", agentIds)} not found";

    public static string ThirdPartyAgentNotFound(string id) => $"Agent id [{id}] not found";

    public static string ScriptNotFound(string id) => $"Script with id {id} not found";

    public static string ScriptNeedsInput(string name) => $"The script [{name}] requires arguments to be specified.";

    public static string ScriptComment(FakeScript script, string? comment)
    {
        var prefix = $"(Script name: {script.Name} / File name: {script.FileName})";
        return string.IsNullOrEmpty(comment) ? prefix : $"{prefix} {comment}";
    }

    public static string NoMemoryDump(IEnumerable<FakeEndpoint> hosts) =>
        $"The following agent IDs do not support memory dump: {string.Join(", ", hosts.Select(host => $"{host.AgentId} (agent v.{host.AgentVersion})"))}";

    public static string NoDownloads(FakeAction action) =>
        $"Response action [{action.Command}] for agent type [{action.AgentType}] does not support file downloads";

    public static string CancelOfCompleted(string id) => $"Cannot cancel a response action that has already completed [{id}]";

    public static string WrongFile(string fileId, string actionId) => $"Invalid file id [{fileId}] for action [{actionId}]";

    public static string FileNotFound(string fileId) => $"File with id [{fileId}] not found";

    public static string ActionNotFound(string id) => $"Action with id '{id}' not found.";

    public static string ActionNotInSpace(string id) => $"Action [{id}] not found";

    public static string ActionWithoutPolicy(string id, string spaceId) =>
        $"Response action [{id}] missing 'agent.policy' information - unable to determine if response action is accessible for space [{spaceId}]";

    public static string EndpointNotFound(string id) => $"Endpoint with id {id} not found";

    public static string EndpointUnenrolled(string id) => $"Endpoint with id {id} (Fleet agent id {id}) is unenrolled";

    public static string WindowTooLarge(Int128 window) =>
        $"Result window is too large, from + size must be less than or equal to: [10000] but was [{window}].";

    /// <summary>The comment as stored: what the caller wrote, and the warning about the agents that were left out.</summary>
    public static string? CommentWithWarning(string? comment, IReadOnlyList<string> droppedIds)
    {
        if (droppedIds.Count == 0)
            return comment;
        var ids = JsonSerializer.Serialize(droppedIds, TreeJson.Relaxed.IReadOnlyListString);
        var warning = $"(WARNING: The following agent ids are not valid: {ids} and will not be included in action request)";
        return string.IsNullOrEmpty(comment) ? warning : $"{comment}. {warning}";
    }
}
