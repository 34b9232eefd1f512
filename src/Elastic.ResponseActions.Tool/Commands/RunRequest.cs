using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Output;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary>What a <c>plan</c> or <c>respond</c> was asked to do, read and ready.</summary>
internal sealed record RunRequest
{
    public required RuleLoader Loader { get; init; }

    public required RuleInput Rules { get; init; }

    public required bool BaseQuery { get; init; }

    public required RuleSetOptions Options { get; init; }

    public required EventPass Pass { get; init; }

    public required ResponsePolicy Policy { get; init; }

    public required InputProblems Problems { get; init; }

    public required DateTimeOffset? Now { get; init; }

    public required int? MaxHosts { get; init; }

    public required IReadOnlyList<string> FailOn { get; init; }

    public required OutputFormat Format { get; init; }

    public required bool Strict { get; init; }

    /// <summary>The time of a plan: said, else the newest event's.</summary>
    public DateTimeOffset PlanTime => Now ?? Pass.Newest ?? DateTimeOffset.UnixEpoch;

    /// <summary>Something was left out, and that was not to happen.</summary>
    public bool IsSpoilt => Strict && Problems.Count > 0;

    /// <summary>Compiles the rules; those that cannot be used are named on standard error.</summary>
    /// <param name="clock">What <c>now</c> in a query means.</param>
    public RuleCompilation Compile(TimeProvider clock)
    {
        var compilation = RuleCompilation.Of(Rules, BaseQuery, Options with { TimeProvider = clock });
        Loader.ReportRefused(compilation.Checked);
        return compilation;
    }
}
