namespace Elastic.ResponseActions;

/// <summary>Why some rules of a bulk action failed. Immutable.</summary>
public sealed record RuleBulkError
{
    /// <summary>The server's text, on one line.</summary>
    public required string Message { get; init; }

    /// <summary>The status that the rule alone would have been answered with (<c>status_code</c>); null where the server does not say.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The server's code (<c>err_code</c>), such as <c>IMMUTABLE</c>; null where there is none. Open.</summary>
    public string? Code { get; init; }

    /// <summary>The saved-object ids of the rules.</summary>
    public IReadOnlyList<string> RuleIds { get; init; } = [];

    /// <summary>Text and count.</summary>
    public override string ToString() => $"{Message} ({RuleIds.Count} rules)";
}
