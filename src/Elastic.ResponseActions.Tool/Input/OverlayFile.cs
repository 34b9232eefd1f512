using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>The file of <c>--overlay</c>: a list of <c>{ "when": { field: value | null }?, "set": { field: value } }</c>.</summary>
internal static class OverlayFile
{
    /// <exception cref="BadInputException">The file cannot be read or used; every error found is listed.</exception>
    public static EventOverlay Read(string file, InputFiles files) => ConfigFile.Read(file, files, (root, errors) =>
    {
        if (root.Kind != JsonValueKind.Array)
            errors.Add(root, "expected a list: [{\"when\": {\"field\": null}, \"set\": {\"field\": \"value\"}}].");

        return new EventOverlay([.. root.Items.Select(item => ReadEntry(item, errors))]);
    });

    private static EventOverlay.Entry ReadEntry(LocatedJson item, ConfigErrors errors)
    {
        var members = ConfigMembers.Read(item, errors, "when", "set");
        var when = members.GetValueOrDefault("when");
        if (!members.TryGetValue("set", out var set))
            errors.Add(item, "`set` is missing: {\"set\": {\"field\": \"value\"}}.");

        return new EventOverlay.Entry(
            [.. Fields(when, errors).Select(field => new EventOverlay.Condition(field.Key, field.Value.Element))],
            [.. Fields(set, errors).Select(field => KeyValuePair.Create(field.Key, ReadValue(field.Value, errors)))]);
    }

    private static List<KeyValuePair<string, LocatedJson>> Fields(LocatedJson? value, ConfigErrors errors)
    {
        if (value is null)
            return [];

        if (value.Kind != JsonValueKind.Object)
            errors.Add(value, "expected an object of fields and values.");

        foreach (var (field, at) in value.Members.Where(member => member.Key.Split('.').Any(string.IsNullOrWhiteSpace)))
            errors.Add(at, $"`{field}` is no field name.");

        return value.Members;
    }

    private static OverlayValue ReadValue(LocatedJson at, ConfigErrors errors)
    {
        var value = new OverlayValue(at.Element);
        if (at.Kind is JsonValueKind.Null or JsonValueKind.Object)
            errors.Add(at, "a field is set to a text, a number, true, false or a list of them.");
        else if (value.Problem is { } problem)
            errors.Add(at, problem);

        return value;
    }
}
