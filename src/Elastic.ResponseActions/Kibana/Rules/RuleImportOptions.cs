namespace Elastic.ResponseActions;

/// <summary>What an import does with what is stored already. Immutable.</summary>
public sealed record RuleImportOptions
{
    /// <summary>The options used where none are given: nothing is overwritten.</summary>
    public static RuleImportOptions Default { get; } = new();

    /// <summary>Replaces stored rules of the same <c>rule_id</c> (<c>overwrite</c>); else each is an error of the result.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Replaces stored exception lists (<c>overwrite_exceptions</c>).</summary>
    public bool OverwriteExceptions { get; init; }

    /// <summary>Replaces stored connectors (<c>overwrite_action_connectors</c>).</summary>
    public bool OverwriteActionConnectors { get; init; }

    /// <summary>Gives exception lists new ids (<c>as_new_list</c>).</summary>
    public bool AsNewList { get; init; }

    internal IReadOnlyList<KeyValuePair<string, string>> ToQuery() =>
    [
        new("overwrite", Text(Overwrite)),
        new("overwrite_exceptions", Text(OverwriteExceptions)),
        new("overwrite_action_connectors", Text(OverwriteActionConnectors)),
        new("as_new_list", Text(AsNewList)),
    ];

    private static string Text(bool flag) => flag ? "true" : "false";
}
