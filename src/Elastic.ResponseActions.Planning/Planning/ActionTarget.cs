using System.Text.Json;

namespace Elastic.ResponseActions;

/// <summary>Names what an action is about on its host: the process, the script, or nothing.</summary>
internal static class ActionTarget
{
    public static string Of(PlannedAction action)
    {
        if (action.ParameterName is { } name)
        {
            return $"{name}:{Text(action.ParameterValue)}";
        }

        return action.Script is { } script ? $"script:{script.ScriptId}:{script.ScriptInput}" : "";
    }

    private static string Text(JsonElement? value) => value switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } other => other.GetRawText(),
    };
}
