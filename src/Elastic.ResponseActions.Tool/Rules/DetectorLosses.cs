using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>Names on standard error what a detector had to leave out or give up: then something may be missing.</summary>
internal static class DetectorLosses
{
    public static void Print(DetectorStatistics statistics, TextWriter error)
    {
        Print(statistics.EventsWithoutTime, "events have no time that can be read; rules that look at time did not use them");
        Print(statistics.EventsCut, $"events have more than {DetectorOptions.OneRun.MaxKeysPerEvent:N0} combinations of values to group or join by; further ones were not used");
        Print(statistics.EvictedSequences, "open sequences were given up, the oldest, to stay within memory; sequences may be missing");
        Print(statistics.EvictedGroups, "groups, or terms that were seen, were given up, the oldest, to stay within memory; alerts may be missing, and terms be told twice");

        void Print(long count, string what)
        {
            if (count > 0)
                error.WriteLine($"{count} {what}.");
        }
    }
}
