using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>Whether a rule can be matched here.</summary>
internal enum RuleStatus
{
    Ok,

    /// <summary>The rule is sound, but cannot be matched here; the message says why.</summary>
    Unsupported,

    /// <summary>The rule is broken; the message says where.</summary>
    Error,
}

/// <summary>One rule of the input and what came of compiling it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">Where it was read.</param>
/// <param name="Status">Whether it can be matched.</param>
/// <param name="Message">Why not.</param>
/// <param name="Line">The line in the query; 0 where the reason is not in the query.</param>
/// <param name="Column">The column in that line.</param>
internal sealed record CheckedRule(DetectionRule Rule, InputPlace Place, RuleStatus Status, string? Message = null, int Line = 0, int Column = 0)
{
    /// <summary>The offending line of the query with a caret below.</summary>
    public string Caret { get; init; } = "";

    /// <summary>The name of the status in the output.</summary>
    public string StatusName => Status switch
    {
        RuleStatus.Ok => "ok",
        RuleStatus.Unsupported => "unsupported",
        _ => "error",
    };

    /// <summary>Why the rule is left out, for standard error.</summary>
    public string Reason
    {
        get
        {
            var place = Line > 0 ? $" (line {Line}, column {Column})" : "";
            var caret = Caret.Length > 0 ? $"\n{Caret}" : "";
            return $"rule '{Rule.Name}' ({Rule.RuleId}) is {StatusName}{place}: {Message}{caret}";
        }
    }
}
