using System.Text.Json;

namespace Elastic.ResponseActions;

/// <summary>Names what an action is about on its host: the process, the script, the parameters, or nothing.</summary>
internal static class ActionTarget
{
    public static string Of(PlannedAction action)
    {
        if (action.ParameterName is { } name)
        {
            return $"{name}:{Text(action.ParameterValue)}";
        }

        if (action.Script is { } script)
        {
            return $"script:{script.ScriptId}:{script.ScriptInput}";
        }

        return action.Parameters is { } parameters ? $"parameters:{parameters.GetRawText()}{action.Upload?.Sha256}" : "";
    }

    private static string Text(JsonElement? value) => value switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } other => other.GetRawText(),
    };
}
