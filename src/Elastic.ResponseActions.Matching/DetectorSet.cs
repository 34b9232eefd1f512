using Elastic.ResponseActions.Matching.Compilation;
using Elastic.ResponseActions.Matching.Detection.Plans;

namespace Elastic.ResponseActions.Matching;

/// <summary>
/// Rules that need memory across events, compiled: every stage and base query of every rule into one shared program, so that one pass over an
/// event decides them all. Immutable; share it between threads.
/// </summary>
public sealed class DetectorSet
{
    private readonly DetectorPlan _plan;
    private readonly RuleSetOptions _options;

    private DetectorSet(IReadOnlyList<DetectorRule> rules, DetectorPlan plan, RuleSetOptions options)
    {
        Rules = rules;
        _plan = plan;
        _options = options;
    }

    /// <summary>The rules of this set, in the order given.</summary>
    public IReadOnlyList<DetectorRule> Rules { get; }

    /// <summary>Compiles rules; all of them have to compile.</summary>
    /// <param name="rules">The rules, each with an id of its own.</param>
    /// <param name="options">Settings and limits of matching; <see cref="RuleSetOptions.Default"/> where absent.</param>
    /// <exception cref="QueryParseException">At least one rule does not compile; it lists every error of every rule.</exception>
    public static DetectorSet Compile(IEnumerable<DetectorRule> rules, RuleSetOptions? options = null) =>
        TryCompile(rules, options, out var usable, out var errors) ? usable : throw new QueryParseException(errors);

    /// <summary>Compiles the rules that can be compiled and reports all errors of all others.</summary>
    /// <param name="rules">The rules, each with an id of its own.</param>
    /// <param name="options">Settings and limits of matching; <see cref="RuleSetOptions.Default"/> where absent.</param>
    /// <param name="usable">Every rule that compiles; empty where none does.</param>
    /// <param name="errors">Every error of every other rule.</param>
    /// <returns>True where every rule compiles.</returns>
    public static bool TryCompile(IEnumerable<DetectorRule> rules, RuleSetOptions? options, out DetectorSet usable, out IReadOnlyList<QueryError> errors)
    {
        ArgumentNullException.ThrowIfNull(rules);
        options ??= RuleSetOptions.Default;
        var compiler = new DetectorSetCompiler(options);
        var plan = compiler.Run(rules);
        usable = new DetectorSet(compiler.Usable, plan, options);
        errors = compiler.Errors;
        return errors.Count == 0;
    }

    /// <summary>
    /// True where no single event decides a query: an EQL sequence or sample, or EQL with a pipe. A <see cref="RuleSet"/> refuses it. False for any
    /// other query, also for text that does not parse.
    /// </summary>
    /// <param name="query">The query; its text and language are looked at.</param>
    public static bool IsNeededFor(RuleQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return DetectorSetCompiler.IsNeededFor(query);
    }

    /// <summary>Makes a detector over this set, for one stream of events. A detector is not thread-safe.</summary>
    /// <param name="options">What it may keep and how it treats time; <see cref="DetectorOptions.Default"/> where absent.</param>
    public RuleDetector CreateDetector(DetectorOptions? options = null) => new(this, _plan, _options, options ?? DetectorOptions.Default);
}
