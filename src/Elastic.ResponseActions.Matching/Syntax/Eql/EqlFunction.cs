namespace Elastic.ResponseActions.Matching.Syntax.Eql;

/// <summary>The functions of Elasticsearch's EQL, and the operators that are functions by another name.</summary>
internal enum EqlFunction
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Negate,
    Between,
    CidrMatch,
    Concat,
    EndsWith,
    IndexOf,
    Length,
    Number,
    StartsWith,
    String,
    StringContains,
    Substring,
}

/// <summary>What a function takes.</summary>
/// <param name="Function">Which one.</param>
/// <param name="Name">Its name as the documentation writes it; any case is understood.</param>
/// <param name="Least">The fewest arguments.</param>
/// <param name="Most">The most arguments.</param>
/// <param name="HasInsensitiveForm">Whether <c>~</c> may follow the name.</param>
internal sealed record EqlSignature(EqlFunction Function, string Name, int Least, int Most, bool HasInsensitiveForm = false);

/// <summary>The functions by name.</summary>
internal static class EqlFunctions
{
    private const int Any = int.MaxValue;

    private static readonly Dictionary<string, EqlSignature> ByName = new EqlSignature[]
    {
        new(EqlFunction.Add, "add", 2, 2),
        new(EqlFunction.Subtract, "subtract", 2, 2),
        new(EqlFunction.Multiply, "multiply", 2, 2),
        new(EqlFunction.Divide, "divide", 2, 2),
        new(EqlFunction.Modulo, "modulo", 2, 2),
        new(EqlFunction.Between, "between", 3, 4, HasInsensitiveForm: true),
        new(EqlFunction.CidrMatch, "cidrMatch", 2, Any),
        new(EqlFunction.Concat, "concat", 1, Any),
        new(EqlFunction.EndsWith, "endsWith", 2, 2, HasInsensitiveForm: true),
        new(EqlFunction.IndexOf, "indexOf", 2, 3, HasInsensitiveForm: true),
        new(EqlFunction.Length, "length", 1, 1),
        new(EqlFunction.Number, "number", 1, 2),
        new(EqlFunction.StartsWith, "startsWith", 2, 2, HasInsensitiveForm: true),
        new(EqlFunction.String, "string", 1, 1),
        new(EqlFunction.StringContains, "stringContains", 2, 2, HasInsensitiveForm: true),
        new(EqlFunction.Substring, "substring", 2, 3),
    }.ToDictionary(signature => signature.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string> EndgameOnly = new(StringComparer.OrdinalIgnoreCase)
    {
        ["arrayContains"] = "a condition on an array field already holds where any of its values satisfies it",
        ["arrayCount"] = "a condition on an array field already holds where any of its values satisfies it",
        ["arraySearch"] = "a condition on an array field already holds where any of its values satisfies it",
        ["match"] = "use `regex` or `regex~`",
        ["matchLite"] = "use `regex` or `regex~`",
        ["wildcard"] = "use `:`, `like` or `like~`",
        ["safe"] = "a function of a missing field is null without it",
    };

    private static readonly Dictionary<string, EqlSignature>.AlternateLookup<ReadOnlySpan<char>> Lookup = ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool TryGet(ReadOnlySpan<char> name, out EqlSignature signature) => Lookup.TryGetValue(name, out signature!);

    /// <summary>What to write instead of a function that only Endgame's EQL has; null for any other name.</summary>
    public static string? InsteadOfEndgames(string name) => EndgameOnly.GetValueOrDefault(name);
}
