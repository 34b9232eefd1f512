using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>
/// Whether a rule's index patterns take an index in, as Elasticsearch reads multi-target names: from left to right,
/// a pattern adds what it fits and one with a leading <c>-</c> takes out what was added before.
/// </summary>
internal static partial class IndexPatterns
{
    public static bool Include(IReadOnlyList<string> patterns, string? index)
    {
        var targets = patterns.SelectMany(pattern => pattern.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (targets.Count == 0 || string.IsNullOrEmpty(index))
        {
            return true;
        }

        var (cluster, name) = Split(index);
        var stream = BackingIndex().Replace(name, "${stream}");
        var included = false;
        foreach (var target in targets)
        {
            // `-logs-a-*`, `-remote:logs-a-*` and `remote:-logs-a-*` exclude.
            var (wantedCluster, wantedName) = Split(target.TrimStart('-'));
            var excludes = target.StartsWith('-') || wantedName.StartsWith('-');
            wantedName = wantedName.TrimStart('-');
            var sameCluster = cluster is null ? wantedCluster is null : wantedCluster is not null && Fits(wantedCluster, cluster);
            if (sameCluster && Fits(wantedName, stream))
            {
                included = !excludes;
            }
        }

        return included;
    }

    private static (string? Cluster, string Name) Split(string target) =>
        target.Split(':', 2) is [var cluster, var name] ? (cluster, name) : (null, target);

    private static bool Fits(string pattern, string name) => WildcardPattern.OfKql(pattern.Split('*')).Fits(name);

    [GeneratedRegex(@"^\.ds-(?<stream>.+)-[0-9]{4}\.[0-9]{2}\.[0-9]{2}-[0-9]{6}\z")]
    private static partial Regex BackingIndex();
}
