using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Chooses the window that each pattern is filed under: the one that the fewest other patterns have, since what rules write often
/// (<c>.exe</c>, <c>\win</c>) events hold often too.
/// </summary>
internal static class WindowChooser
{
    private const int CounterBits = 15;

    /// <summary>One window for each pattern; every pattern has at least one.</summary>
    public static PatternWindow[] Choose(IReadOnlyList<(int Slot, GlobPattern Pattern)> patterns)
    {
        // Windows with the same hash share a counter: the choice is a guess anyway.
        var counts = new int[1 << CounterBits];
        var windows = new List<PatternWindow>();
        foreach (var (_, pattern) in patterns)
        {
            windows.Clear();
            PatternWindow.Collect(pattern, windows);
            foreach (var window in windows)
                counts[Counter(window)]++;
        }

        var chosen = new PatternWindow[patterns.Count];
        for (var i = 0; i < chosen.Length; i++)
        {
            windows.Clear();
            PatternWindow.Collect(patterns[i].Pattern, windows);
            chosen[i] = windows[0];
            var best = Cost(windows[0], counts);
            foreach (var window in windows)
            {
                var cost = Cost(window, counts);
                if (cost < best)
                    (chosen[i], best) = (window, cost);
            }
        }

        return chosen;
    }

    // A fixed place makes a window a little rarer.
    private static int Cost(PatternWindow window, int[] counts) => (counts[Counter(window)] * 2) - (window.Anchor == PatternAnchor.None ? 0 : 1);

    private static uint Counter(PatternWindow window) => (window.Bytes * 0x9E37_79B1) >> (32 - CounterBits);
}
