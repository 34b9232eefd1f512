using System.Text.Json;
using Elastic.ResponseActions.Testing.Texts;

namespace Elastic.ResponseActions.Testing.Schemas;

/// <summary>
/// What <c>parameters</c> may hold: nothing at all, or exactly one of some keys. A value that fits no key is answered with a line for each.
/// </summary>
internal static class ParameterSchema
{
    public const string Pid = "pid";

    /// <summary>The error of the parameters; null where they fit.</summary>
    public static string? Check(JsonElement? value, IReadOnlyList<string> oneOf, string path)
    {
        if (oneOf.Count == 0)
            return value is null ? null : CheckEmpty(value.Value, path);
        List<string> errors = [];
        for (var i = 0; i < oneOf.Count; i++)
        {
            if (CheckOnly(value, oneOf[i], $"{path}.{i}") is not { } error)
                return null;
            errors.Add(error);
        }
        return SchemaTexts.NoneFits(path, errors);
    }

    private static string? CheckEmpty(JsonElement value, string path)
    {
        var reader = new ObjectReader(value, path);
        reader.RefuseUnknownKeys();
        return reader.Error;
    }

    private static string? CheckOnly(JsonElement? value, string key, string path)
    {
        if (value is { ValueKind: not JsonValueKind.Object })
            return SchemaTexts.At(path, SchemaTexts.NotAnObject(value));
        JsonElement? member = value?.TryGetProperty(key, out var found) == true ? found : null;
        if ((key == Pid ? CheckPid(member) : CheckText(member)) is { } problem)
            return SchemaTexts.At($"{path}.{key}", problem);
        foreach (var other in value!.Value.EnumerateObject())
        {
            if (other.Name != key)
                return SchemaTexts.At($"{path}.{other.Name}", SchemaTexts.UnknownKey);
        }
        return null;
    }

    private static string? CheckPid(JsonElement? value) => value is not { ValueKind: JsonValueKind.Number } number
        ? SchemaTexts.WrongType("number", value)
        : number.GetDouble() < 1 ? SchemaTexts.TooSmall(1) : null;

    private static string? CheckText(JsonElement? value) => value is not { ValueKind: JsonValueKind.String } text
        ? SchemaTexts.WrongType("string", value)
        : text.GetString()!.Length == 0 ? SchemaTexts.TooShort(0, 1) : null;
}
