using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Output;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary>What a <c>plan</c> or <c>respond</c> was asked to do, read and ready.</summary>
internal sealed record RunRequest
{
    public required RuleCompilation Rules { get; init; }

    public required RuleSetOptions Options { get; init; }

    public required EventInput Events { get; init; }

    public required ResponsePolicy Policy { get; init; }

    public required InputProblems Problems { get; init; }

    public required DateTimeOffset? Now { get; init; }

    public required int? MaxHosts { get; init; }

    public required IReadOnlyList<string> FailOn { get; init; }

    public required OutputFormat Format { get; init; }

    public required bool Strict { get; init; }
}
