using Elastic.ResponseActions.Matching.Compilation.Passes;
using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Regex;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>
/// Compiles rules into one shared program, pass by pass: each rule is parsed, resolved against the field types, simplified and
/// grouped; then all rules together get their predicates numbered, are filed under what wakes them, and written as programs.
/// </summary>
internal sealed class RuleSetCompiler(RuleSetOptions options)
{
    private readonly List<RuleQuery> _usable = [];
    private readonly List<Condition> _conditions = [];
    private readonly List<QueryError> _errors = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly FieldScope _fields = new(options.FieldTypes);

    public IReadOnlyList<RuleQuery> Usable => _usable;

    public IReadOnlyList<QueryError> Errors => _errors;

    public CompiledRules Run(IEnumerable<RuleQuery> rules)
    {
        foreach (var rule in rules)
            Add(rule ?? throw new ArgumentException("A rule of the list is null.", nameof(rules)));

        var predicates = new PredicateTable(options.FieldTypes);
        var indices = IndexPatternPass.Run(_usable, options, predicates);
        var classes = ClassPlan.Of(_conditions);
        var programs = new RuleProgram[_conditions.Count];
        for (var rule = 0; rule < programs.Length; rule++)
            programs[rule] = ProgramWriter.Write(_conditions[rule], rule, predicates, classes.ProvenOf(rule));
        var table = classes.Build(predicates);
        var wake = WakeTable.Build(_conditions, predicates, classes);
        return predicates.Build(programs, wake, table, indices);
    }

    /// <summary>One rule's criteria; <see cref="Always"/> where they hold for every event or for none.</summary>
    /// <exception cref="QuerySyntaxException">The rule does not compile.</exception>
    public static Condition ConditionOf(RuleQuery rule, RuleSetOptions options) => ConditionOf(rule, options, new FieldScope(options.FieldTypes));

    private static Condition ConditionOf(RuleQuery rule, RuleSetOptions options, FieldScope fields)
    {
        var parsed = ParsePass.Run(rule, options);
        var resolved = new ResolvePass(fields, RegexLimits.Of(options)).Run(parsed);
        return GroupValuesPass.Run(SimplifyPass.Run(resolved));
    }

    private void Add(RuleQuery rule)
    {
        if (!_ids.Add(rule.RuleId))
        {
            _errors.Add(Error(rule, QueryErrorKind.Syntax, $"rule id '{rule.RuleId}' is used by an earlier rule; every rule needs an id of its own"));
            return;
        }

        try
        {
            var condition = ConditionOf(rule, options, _fields);
            if (condition is Always { Value: false })
            {
                _errors.Add(Error(rule, QueryErrorKind.Unsupported, "the rule can never match: its conditions exclude one another, or ask for something that no field of this type can hold"));
                return;
            }

            _usable.Add(rule);
            _conditions.Add(condition);
        }
        catch (QuerySyntaxException e)
        {
            _errors.Add(Error(rule, e));
        }
    }

    private static QueryError Error(RuleQuery rule, QueryErrorKind kind, string message) =>
        new() { RuleId = rule.RuleId, RuleName = rule.RuleName, Kind = kind, Message = message };

    private static QueryError Error(RuleQuery rule, QuerySyntaxException e)
    {
        var error = Error(rule, e.Kind, e.Message);
        if (e.Span == default)
            return error;   // no place in the query text: the language, a filter, or the text as a whole

        var source = new SourceText(rule.Query);
        var position = source.PositionAt(e.Span.Start);
        return error with { Line = position.Line, Column = position.Column, Caret = CaretRenderer.Render(source, e.Span) };
    }
}
