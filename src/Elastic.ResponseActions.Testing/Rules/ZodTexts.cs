using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>The texts of Zod, the schema library of rules and alerts, and how Kibana strings them together.</summary>
internal static class ZodTexts
{
    private const int MostShown = 5;

    public const string Required = "Required";

    public static string Join(string root, IReadOnlyList<(string Path, string Problem)> problems)
    {
        var shown = problems.Take(MostShown).Select(problem => problem.Path.Length == 0 ? problem.Problem : $"{problem.Path}: {problem.Problem}");
        var rest = problems.Count > MostShown ? $", and {problems.Count - MostShown} more" : "";
        return $"[{root}]: {string.Join(", ", shown)}{rest}";
    }

    public static string NoneOf(IEnumerable<string> literals, JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text
            ? $"Invalid enum value. Expected {Quote(literals)}, received '{text.GetString()}'"
            : value is null ? Required : $"Expected {Quote(literals)}, received {TypeOf(value.Value)}";

    public static string NoDiscriminator(IEnumerable<string> literals) => $"Invalid discriminator value. Expected {Quote(literals)}";

    public static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "undefined",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };

    private static string Quote(IEnumerable<string> literals) => string.Join(" | ", literals.Select(literal => $"'{literal}'"));
}
