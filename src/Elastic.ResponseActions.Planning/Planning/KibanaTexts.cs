namespace Elastic.ResponseActions.Planning;

/// <summary>The texts Kibana stores with actions that fail at once, word for word.</summary>
internal static class KibanaTexts
{
    public const string NoEnterprise = "At least Enterprise license is required to use Response Actions.";
    public const string NoElasticDefend = "The host does not have Elastic Defend integration installed";

    public static string NotSupported(ResponseActionCommand command) => $"Action [{command}] not supported";

    public static string NoSuchField(string field) => $"The action was called with a non-existing event field name: {field}";

    public static string ScriptNeedsInput(string script) => $"The script [{script}] requires arguments to be specified.";

    public static string ScriptNotFound(string scriptId) => $"Script with id {scriptId} not found";

    public static string UnknownOs(string alertId) => $"Unable to determine host OS type from alert [{alertId}]";

    public static string NoSpace(string? ruleName, string? ruleUuid) =>
        $"Unable to identify the space ID from alert data ('kibana.space_ids') for rule [{ruleName}][{ruleUuid}]";

    /// <summary>The comment as Kibana stores it when it drops the agent.</summary>
    public static string WithDroppedAgent(string? comment, EndpointId agent)
    {
        var warning = $"(WARNING: The following agent ids are not valid: [\"{agent}\"] and will not be included in action request)";
        return string.IsNullOrEmpty(comment) ? warning : $"{comment}. {warning}";
    }
}
