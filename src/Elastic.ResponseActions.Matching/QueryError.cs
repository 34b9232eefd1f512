namespace Elastic.ResponseActions.Matching;

/// <summary>One reason why one rule did not compile. Immutable.</summary>
public sealed record QueryError
{
    /// <summary>The rule's <c>rule_id</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's name, where it has one.</summary>
    public string? RuleName { get; init; }

    /// <summary>What kind of reason it is.</summary>
    public required QueryErrorKind Kind { get; init; }

    /// <summary>What was found and what was expected, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Line in the query text, from 1; 0 where the error is not in the query text.</summary>
    public int Line { get; init; }

    /// <summary>Column in that line, from 1, in UTF-16 units; 0 where the error is not in the query text.</summary>
    public int Column { get; init; }

    /// <summary>The offending line with a caret line below it; empty where the error is not in the query text.</summary>
    public string Caret { get; init; } = "";

    /// <summary>The error as people read it: rule, place, message, and the caret below.</summary>
    public override string ToString()
    {
        var place = Line > 0 ? $" (line {Line}, column {Column})" : "";
        var text = $"Rule '{RuleName ?? RuleId}'{place}: {Message}";
        return Caret.Length == 0 ? text : $"{text}\n{Caret}";
    }
}
