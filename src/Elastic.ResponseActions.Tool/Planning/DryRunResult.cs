namespace Elastic.ResponseActions.Tool.Planning;

/// <summary>What a dry run found.</summary>
internal sealed record DryRunResult
{
    /// <summary>The clock the guards went by.</summary>
    public required DateTimeOffset Now { get; init; }

    public required int Events { get; init; }

    public required IReadOnlyList<RuleTotal> Rules { get; init; }

    public required IReadOnlyList<ActionRow> Actions { get; init; }

    public required IReadOnlyList<PlanNote> Notes { get; init; }

    /// <summary>The hosts that something would be sent to, if Kibana agrees.</summary>
    public int HostsActedOn => Actions
        .Where(row => row.Review.Verdict is not (GuardVerdict.Held or GuardVerdict.Refused))
        .Select(row => row.Action.Target)
        .Distinct()
        .Count();
}

/// <summary>A rule and how many events it matched.</summary>
internal sealed record RuleTotal(DetectionRule Rule, int Matches);
