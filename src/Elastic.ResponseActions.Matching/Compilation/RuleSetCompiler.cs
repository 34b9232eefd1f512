using Elastic.ResponseActions.Matching.Compilation.Passes;
using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Syntax;

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
    private readonly FieldScope _fields = FieldScope.Of(options);

    public IReadOnlyList<RuleQuery> Usable => _usable;

    public IReadOnlyList<QueryError> Errors => _errors;

    public CompiledRules Run(IEnumerable<RuleQuery> rules)
    {
        foreach (var rule in rules)
            Add(rule ?? throw new ArgumentException("A rule of the list is null.", nameof(rules)));

        return LinkPass.Run(_usable, _conditions, options, new PredicateTable(options.FieldTypes));
    }

    /// <summary>What a parsed query means on the field types, ready to be linked.</summary>
    public static Condition ConditionOf(QueryNode parsed, FieldScope fields) =>
        GroupValuesPass.Run(SimplifyPass.Run(new ResolvePass(fields).Run(parsed)));

    private void Add(RuleQuery rule)
    {
        if (!_ids.Add(rule.RuleId))
        {
            _errors.Add(CompileErrors.SecondId(rule));
            return;
        }

        try
        {
            var condition = ConditionOf(ParsePass.Run(rule, options), _fields);
            if (condition is Always { Value: false })
                throw CompileErrors.NeverMatches();

            _usable.Add(rule);
            _conditions.Add(condition);
        }
        catch (QuerySyntaxException e)
        {
            _errors.Add(CompileErrors.Of(rule, e));
        }
    }
}
