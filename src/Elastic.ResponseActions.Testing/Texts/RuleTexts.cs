namespace Elastic.ResponseActions.Testing.Texts;

/// <summary>The texts of Kibana's rule and alert routes, word for word where the contract gives them.</summary>
internal static class RuleTexts
{
    public const string DryRunExport = "Export action doesn't support dry_run mode";
    public const string BothQueryAndIds = "Both query and ids are sent. Define either ids or query in request payload.";
    public const string TooManyIds = "More than 100 ids sent for bulk edit action.";
    public const string HalfASort = "when \"sort_order\" and \"sort_field\" must exist together or not at all";
    public const string NoSearch = "\"value\" must have at least 1 children";

    public static string NotFound(string? id, string? ruleId) => id is not null ? $"id: \"{id}\" not found" : $"rule_id: \"{ruleId}\" not found";

    public static string Exists(string ruleId) => $"rule_id: \"{ruleId}\" already exists";

    public static string ExceptionExists(string name, string id) => $"Found that {name}: \"{id}\" already exists. Import of {name}: \"{id}\" skipped.";

    public static string ListRemoved(string ruleId, string listId) =>
        $"Rule with rule_id: \"{ruleId}\" references a non existent exception list of list_id: \"{listId}\". Reference has been removed.";

    public static string ConnectorsMissing(IReadOnlyCollection<string> ids) =>
        $"{ids.Count} {(ids.Count == 1 ? "connector is missing. Connector id missing is:" : "connectors are missing. Connector ids missing are:")} {string.Join(", ", ids)}";

    public static string Doubled(string ruleId) => $"More than one rule with rule-id: \"{ruleId}\" found";

    public static string TooManyRules(int most) => $"More than {most} rules matched the filter query. Try to narrow it down.";

    public static string WrongExtension(string extension) => $"Invalid file extension {extension}";

    public static string TooManyObjects(int most) => $"Can't import more than {most} rules";
}
