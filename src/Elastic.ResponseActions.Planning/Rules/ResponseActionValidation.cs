using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions.Rules;

/// <summary>The server's checks of <c>response_actions</c> when a rule is written, done before any call.</summary>
internal static class ResponseActionValidation
{
    private const string Commands = "`isolate`, `kill-process`, `suspend-process` or `runscript`";
    private const string ConfigExample = """{"overwrite": true, "field": ""}""";

    public static IReadOnlyList<RuleProblem> Check(DetectionRule rule) =>
        [.. rule.ResponseActions.SelectMany((action, index) => Check(action).Select(found => new RuleProblem
        {
            RuleId = rule.RuleId,
            RuleName = rule.Name,
            ActionIndex = index,
            Member = found.Member,
            Message = found.Message,
        }))];

    private static IEnumerable<(string Member, string Message)> Check(RuleResponseAction action) => action switch
    {
        ProcessResponseAction process => CheckSelector(process),
        RunScriptAction script => CheckScripts(script),
        UnknownEndpointAction { Command: { } command } =>
            [("params.command", $"rules cannot automate `{command}`. Write {Commands}.")],
        UnknownEndpointAction =>
            [("params.command", $"the command is missing; Kibana would ignore the action. Write {Commands}.")],
        UnknownResponseAction unknown =>
            [("action_type_id", $"unknown kind of action `{unknown.ActionTypeId}`. Write `.endpoint` or `.osquery`.")],
        _ => [],
    };

    private static IEnumerable<(string Member, string Message)> CheckSelector(ProcessResponseAction action)
    {
        if (action.Selector is not { } selector)
        {
            yield return ("params.config", $"`{action.Command}` needs to know the process. Write {ConfigExample} to use `process.pid`.");
            yield break;
        }

        var fieldIsBlank = string.IsNullOrWhiteSpace(selector.Field);
        if (selector.Overwrite && selector.Field.Length > 0)
        {
            yield return LeavesOverwriteOut(selector)
                ? ("params.config.overwrite", $"`overwrite` is missing and defaults to true, where `field` (`{selector.Field}`) is not allowed. Write \"overwrite\": false to use that field.")
                : ("params.config.field", $"`field` (`{selector.Field}`) is not allowed when `overwrite` is true. Write \"field\": \"\", or \"overwrite\": false to use that field.");
        }

        if (!selector.Overwrite && fieldIsBlank)
        {
            yield return ("params.config.field", "`field` is required when `overwrite` is false. Name the alert field that holds the process, for example `process.entity_id`, or write \"overwrite\": true to use `process.pid`.");
        }

        if (selector.Origin != JsonOrigin.None && !selector.Origin.Has("field") && selector.Field.Length == 0 && selector.Overwrite)
        {
            yield return ("params.config.field", "`field` is missing; the server wants it even when `overwrite` is true. Write \"field\": \"\".");
        }
    }

    private static IEnumerable<(string Member, string Message)> CheckScripts(RunScriptAction action)
    {
        if (action.Config is not { } config)
        {
            yield return ("params.config", "`runscript` needs a script. Write {\"linux\": {\"scriptId\": \"…\"}}, or `macos`, or `windows`.");
        }
        else if (config.For("linux") is null && config.For("macos") is null && config.For("windows") is null)
        {
            yield return ("params.config", "no script is named. Give `linux`, `macos` or `windows` a `scriptId`.");
        }
    }

    private static bool LeavesOverwriteOut(ProcessSelector selector) =>
        selector.Origin != JsonOrigin.None && !selector.Origin.Has("overwrite");
}
