using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Turns what a parser or a pass throws into an error of the rule, with its place in the query text.</summary>
internal static class CompileErrors
{
    public static QueryError SecondId(RuleQuery rule) =>
        Error(rule, QueryErrorKind.Syntax, $"rule id '{rule.RuleId}' is used by an earlier rule; every rule needs an id of its own");

    public static QuerySyntaxException NeverMatches() => new(
        "the rule can never match: its conditions exclude one another, or ask for something that no field of this type can hold",
        default,
        QueryErrorKind.Unsupported);

    public static QueryError Of(RuleQuery rule, QuerySyntaxException e)
    {
        var error = Error(rule, e.Kind, e.Message);
        if (e.Span == default)
            return error;   // no place in the query text: the language, a filter, or the text as a whole

        var source = new SourceText(rule.Query);
        var position = source.PositionAt(e.Span.Start);
        return error with { Line = position.Line, Column = position.Column, Caret = CaretRenderer.Render(source, e.Span) };
    }

    private static QueryError Error(RuleQuery rule, QueryErrorKind kind, string message) =>
        new() { RuleId = rule.RuleId, RuleName = rule.RuleName, Kind = kind, Message = message };
}
