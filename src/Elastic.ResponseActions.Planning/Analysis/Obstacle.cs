using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Analysis;

/// <summary>Why a rule cannot be evaluated here.</summary>
/// <param name="Kind">Broken, or sound and not evaluated.</param>
/// <param name="Message">What was found and what to do, in a sentence or two.</param>
internal sealed record Obstacle(QueryErrorKind Kind, string Message)
{
    public static Obstacle Broken(string message) => new(QueryErrorKind.Syntax, message);

    public static Obstacle Unsupported(string message) => new(QueryErrorKind.Unsupported, message);

    public QueryError Of(DetectionRule rule) => new() { RuleId = rule.RuleId, RuleName = rule.Name, Kind = Kind, Message = Message };
}
