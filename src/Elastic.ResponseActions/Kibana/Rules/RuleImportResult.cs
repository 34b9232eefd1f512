namespace Elastic.ResponseActions;

/// <summary>What an import stored. Kibana answers 200 also where rules were refused: look at <see cref="Errors"/>. Immutable.</summary>
public sealed record RuleImportResult
{
    /// <summary>Every rule was stored (<c>success</c>).</summary>
    public bool Success { get; init; }

    /// <summary>How many rules were stored (<c>success_count</c>).</summary>
    public long SuccessCount { get; init; }

    /// <summary>How many rules the file had (<c>rules_count</c>); null where the server does not say.</summary>
    public long? RulesCount { get; init; }

    /// <summary>The rules, exception lists and connectors that were refused (<c>errors</c>, <c>exceptions_errors</c>, <c>action_connectors_errors</c>).</summary>
    public IReadOnlyList<RuleImportError> Errors { get; init; } = [];

    /// <summary>The counts.</summary>
    public override string ToString() => $"{SuccessCount} rules stored, {Errors.Count} errors";
}
