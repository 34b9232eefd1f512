namespace Elastic.ResponseActions.Benchmarks.Ratios;

/// <summary>
/// What a change may not break: the goals, or where a goal is not reached yet what is, each with a quarter more for noise; and
/// that matching allocates nothing. Times are not gated, and neither are two threads, since they need two cores that nobody else uses.
/// </summary>
internal static class RatioGate
{
    private const double Slack = 1.25;
    private const double Mebibyte = 1024 * 1024;

    private static readonly Limit[] Limits =
    [
        new("M1", Most: 1.5, Held: 2.0),
        new("M2", Most: 2.2),
        new("M4", Most: 1.6, NeedsRealRules: true),
        new("M5", Most: 2.5, Held: 3.5, NeedsRealRules: true),
        new("M6", Least: 50, NeedsRealRules: true),
        new("M9", Most: 4, Held: 6.5, NeedsRealRules: true),
        new("S1", Least: 0.6, NeedsRealRules: true),
        new("S1-bytes", Most: 256, NeedsRealRules: true, IsNoisy: false),
        new("M12", Most: 8 * Mebibyte, IsNoisy: false),
        new("M12-matcher", Most: 1 * Mebibyte, IsNoisy: false),
    ];

    /// <summary>Says each figure that fails.</summary>
    /// <param name="rows">The figures.</param>
    /// <param name="areRulesReal">False: few rules, whose ratios say little about many.</param>
    public static IEnumerable<string> Failures(IReadOnlyList<RatioRow> rows, bool areRulesReal)
    {
        foreach (var row in rows)
        {
            if (row.BytesPerEvent > 0 && row.Name.StartsWith('M'))   // a detector remembers
                yield return FormattableString.Invariant($"{row.Name} allocates {row.BytesPerEvent:N1} bytes an event; it may not allocate any");
            if (!row.Values.All(value => double.IsFinite(value) && value > 0))
                yield return $"{row.Name} has a figure that cannot be: {string.Join(", ", row.Values)}";
        }

        foreach (var limit in Limits.Where(limit => areRulesReal || !limit.NeedsRealRules))
        {
            var row = rows.FirstOrDefault(row => row.Name == limit.Name);
            if (row is null)
                yield return $"{limit.Name} was not measured";
            else if (limit.Problem(row.Median) is { } problem)
                yield return problem;
        }
    }

    /// <summary>A goal.</summary>
    /// <param name="Name">Its row.</param>
    /// <param name="Most">The figure may not be larger.</param>
    /// <param name="Held">What is reached so far, where that is not the goal: the figure may not be larger than this.</param>
    /// <param name="Least">The figure may not be smaller.</param>
    /// <param name="NeedsRealRules">Says nothing about a handful of rules.</param>
    /// <param name="IsNoisy">Gets a quarter more.</param>
    private sealed record Limit(string Name, double Most = double.MaxValue, double? Held = null, double Least = 0, bool NeedsRealRules = false, bool IsNoisy = true)
    {
        public string? Problem(double median)
        {
            var slack = IsNoisy ? Slack : 1;
            if (median > (Held ?? Most) * slack)
            {
                var reached = Held is { } held ? FormattableString.Invariant($", and {held:N2} has been reached") : "";
                return FormattableString.Invariant($"{Name} is {median:N2}; the goal is at most {Most:N2}{reached}");
            }

            return median < Least / slack ? FormattableString.Invariant($"{Name} is {median:N2}; the goal is at least {Least:N2}") : null;
        }
    }
}
