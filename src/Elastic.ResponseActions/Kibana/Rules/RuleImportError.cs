namespace Elastic.ResponseActions;

/// <summary>Why one line of an import was refused. Immutable.</summary>
public sealed record RuleImportError
{
    /// <summary>The rule's <c>rule_id</c>; null where the server names another thing, or nothing.</summary>
    public string? RuleId { get; init; }

    /// <summary>The status that the line alone would have been answered with (<c>error.status_code</c>).</summary>
    public int? StatusCode { get; init; }

    /// <summary>The server's text, on one line (<c>error.message</c>).</summary>
    public required string Message { get; init; }

    /// <summary>Rule and text.</summary>
    public override string ToString() => $"{RuleId}: {Message}";
}
