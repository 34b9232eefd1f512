using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Texts;

/// <summary>The texts of Kibana's schema library, word for word.</summary>
internal static class SchemaTexts
{
    public static string At(string path, string problem) => $"[{path}]: {problem}";

    public static string WrongType(string expected, JsonElement? value) => $"expected value of type [{expected}] but got [{TypeOf(value)}]";

    public static string NotAnObject(JsonElement? value) => $"expected a plain object value, but found [{TypeOf(value)}] instead.";

    public static string TooFew(int size, int least) => $"array size is [{size}], but cannot be smaller than [{least}]";

    public static string TooMany(int size, int most) => $"array size is [{size}], but cannot be greater than [{most}]";

    public static string TooShort(int length, int least) => $"value has length [{length}] but it must have a minimum length of [{least}].";

    public static string TooLong(int length, int most) => $"value has length [{length}] but it must have a maximum length of [{most}].";

    public static string TooSmall(long least) => $"Value must be equal to or greater than [{least}].";

    public static string TooBig(long most) => $"Value must be equal to or lower than [{most}].";

    public static string NotEqual(string literal) => $"expected value to equal [{literal}]";

    public const string UnknownKey = "definition for this key is missing";

    public const string NoJsonArray = "could not parse array value from json input";

    /// <summary>The error of a value that fits none of several types: one line for each of them.</summary>
    public static string NoneFits(string path, IEnumerable<string> lines) =>
        At(path, "types that failed validation:\n" + string.Join('\n', lines.Select(line => "- " + line)));

    /// <summary>The error of a value that is none of an enumeration.</summary>
    public static string NoneOf(string path, IEnumerable<string> literals) =>
        NoneFits(path, literals.Select((literal, i) => At($"{path}.{i}", NotEqual(literal))));

    private static string TypeOf(JsonElement? value) => value?.ValueKind switch
    {
        null or JsonValueKind.Undefined => "undefined",
        JsonValueKind.Array => "Array",
        JsonValueKind.Object => "Object",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };
}
