using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>The distinct <c>index</c> lists of all rules and which rule has which. Immutable.</summary>
internal sealed class IndexPatternTable(int[] listOfRule, IndexPatternList[] lists, DataStreamSlots dataStream)
{
    public const int SeesAll = -1;

    public int ListCount => lists.Length;

    /// <summary>Where an event says its data stream.</summary>
    public DataStreamSlots DataStream => dataStream;

    public int ListOf(int rule) => listOfRule[rule];

    public bool Sees(int list, in IndexName index) => lists[list].Includes(index);
}

/// <summary>One rule's <c>index</c> list: patterns include, patterns with <c>-</c> take out what earlier ones included.</summary>
internal sealed class IndexPatternList(IndexPattern[] patterns)
{
    public bool Includes(in IndexName index)
    {
        var included = false;
        foreach (var pattern in patterns)
        {
            if (included == pattern.Excludes && pattern.Fits(index))
                included = !pattern.Excludes;
        }

        return included;
    }
}

/// <summary>One pattern; without a cluster it fits local indices only, with one (<c>*:logs-*</c>) remote ones only.</summary>
internal sealed class IndexPattern(bool excludes, GlobPattern? cluster, GlobPattern name)
{
    public bool Excludes => excludes;

    public bool Fits(in IndexName index) =>
        index.IsRemote == (cluster is not null) && (cluster is null || cluster.IsMatch(index.Cluster)) && name.IsMatch(index.Name);
}

/// <summary>Slots of <c>data_stream.type</c>, <c>.dataset</c> and <c>.namespace</c>; -1 where no rule has index patterns.</summary>
internal readonly record struct DataStreamSlots(int Type, int Dataset, int Namespace);
