using Elastic.ResponseActions.Matching.Compilation;
using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Execution.Reading;

namespace Elastic.ResponseActions.Matching;

/// <summary>All rules, compiled into one shared program. Immutable; share it between threads.</summary>
public sealed class RuleSet
{
    private readonly CompiledRules _compiled;
    private readonly RuleSetOptions _options;

    internal RuleSet(IReadOnlyList<RuleQuery> rules, CompiledRules compiled, RuleSetOptions options)
    {
        Rules = rules;
        _compiled = compiled;
        _options = options;
    }

    /// <summary>The rules of this set, in the order given.</summary>
    public IReadOnlyList<RuleQuery> Rules { get; }

    /// <summary>Compiles rules; all of them have to compile.</summary>
    /// <param name="rules">The rules, each with an id of its own.</param>
    /// <param name="options">Settings and limits; <see cref="RuleSetOptions.Default"/> where absent.</param>
    /// <exception cref="QueryParseException">At least one rule does not compile; it lists every error of every rule.</exception>
    public static RuleSet Compile(IEnumerable<RuleQuery> rules, RuleSetOptions? options = null) =>
        TryCompile(rules, options, out var usable, out var errors) ? usable : throw new QueryParseException(errors);

    /// <summary>Compiles the rules that can be compiled and reports all errors of all others.</summary>
    /// <param name="rules">The rules, each with an id of its own.</param>
    /// <param name="options">Settings and limits; <see cref="RuleSetOptions.Default"/> where absent.</param>
    /// <param name="usable">Every rule that compiles; empty where none does.</param>
    /// <param name="errors">Every error of every other rule.</param>
    /// <returns>True where every rule compiles.</returns>
    public static bool TryCompile(IEnumerable<RuleQuery> rules, RuleSetOptions? options, out RuleSet usable, out IReadOnlyList<QueryError> errors)
    {
        ArgumentNullException.ThrowIfNull(rules);
        options ??= RuleSetOptions.Default;
        var compiler = new RuleSetCompiler(options);
        var compiled = compiler.Run(rules);
        usable = new RuleSet(compiler.Usable, compiled, options);
        errors = compiler.Errors;
        return errors.Count == 0;
    }

    /// <summary>Makes a matcher over this set. A matcher is not thread-safe: one per thread.</summary>
    public RuleMatcher CreateMatcher() => CreateMatcher(vectors: VectorText.IsSupported);

    /// <summary>As <see cref="CreateMatcher()"/>, with the way of going through text given: by vector instructions or in plain registers.</summary>
    internal RuleMatcher CreateMatcher(bool vectors) => new(this, _compiled, _options, vectors);
}
