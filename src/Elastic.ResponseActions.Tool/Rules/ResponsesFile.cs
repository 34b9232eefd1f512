using System.Text.Json;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>The file of <c>--responses</c>: a list of <c>{ "match": { "rule_id"?, "tag"?, "severity"?, "name"? }, "response_actions": […] }</c>.</summary>
internal static class ResponsesFile
{
    /// <exception cref="BadInputException">The file cannot be read or used; every error found is listed.</exception>
    public static ResponseOverlay Read(string file, InputFiles files) => ConfigFile.Read(file, files, (root, errors) =>
    {
        if (root.Kind != JsonValueKind.Array)
            errors.Add(root, "expected a list: [{\"match\": {\"severity\": \"high\"}, \"response_actions\": […]}].");

        return new ResponseOverlay([.. root.Items.Select(item => ReadEntry(item, errors))]);
    });

    private static ResponseOverlay.Entry ReadEntry(LocatedJson item, ConfigErrors errors)
    {
        var members = ConfigMembers.Read(item, errors, "match", "response_actions");
        if (!members.TryGetValue("match", out var match))
            errors.Add(item, "`match` is missing; an empty one, {}, fits every rule.");

        var asked = match is null ? [] : ConfigMembers.Read(match, errors, "rule_id", "tag", "severity", "name");
        return new ResponseOverlay.Entry
        {
            RuleIds = Texts(asked, "rule_id", errors),
            Tags = Texts(asked, "tag", errors),
            Severities = Texts(asked, "severity", errors),
            Names = Texts(asked, "name", errors),
            Actions = ReadActions(item, members, errors),
        };
    }

    private static List<string>? Texts(Dictionary<string, LocatedJson> asked, string name, ConfigErrors errors)
    {
        if (!asked.TryGetValue(name, out var value))
            return null;

        var values = value.Kind == JsonValueKind.Array ? value.Items : [value];
        foreach (var wrong in values.Where(item => item.Kind != JsonValueKind.String))
            errors.Add(wrong, $"`{name}` is a text or a list of texts.");

        return [.. values.Where(item => item.Kind == JsonValueKind.String).Select(item => item.Text)];
    }

    private static List<RuleResponseAction> ReadActions(LocatedJson item, Dictionary<string, LocatedJson> members, ConfigErrors errors)
    {
        var actions = new List<RuleResponseAction>();
        if (!members.TryGetValue("response_actions", out var list) || list.Kind != JsonValueKind.Array)
            errors.Add(list ?? item, "`response_actions` is missing; expected a list as in a rule.");

        foreach (var action in list?.Items ?? [])
        {
            try
            {
                actions.Add(RuleResponseAction.Parse(action.Raw.Span));
            }
            catch (JsonException e)
            {
                errors.Add(action, e.Message);
            }
        }

        return actions;
    }
}
