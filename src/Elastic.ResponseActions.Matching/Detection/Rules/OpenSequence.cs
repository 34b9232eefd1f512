using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>A cell as a sequence that waits for its next stage. Behind its key lie the suppression terms, where there is suppression, and the events' ids.</summary>
internal readonly ref struct OpenSequence(ref StateCell cell)
{
    public const long Never = long.MaxValue;
    private const int TaintedFlag = 1;

    private readonly ref StateCell _cell = ref cell;

    /// <summary>Time of the last event.</summary>
    public ref long Last => ref _cell.Time;

    /// <summary>Time of the first event.</summary>
    public ref long Start => ref _cell.First;

    /// <summary>Time of the latest event of a leading missing stage before the first event; <see cref="long.MinValue"/>: none.</summary>
    public ref long Lead => ref _cell.Second;

    /// <summary>With its last event: its place in the order of last events.</summary>
    public ref long Order => ref _cell.Second;

    /// <summary>While it waits for the next stage: the first event after <see cref="Last"/> that must be missing before that stage.</summary>
    public ref long FirstMissing => ref _cell.Third;

    /// <summary>While it waits for a trailing missing stage: until when such an event spoils it.</summary>
    public ref long Deadline => ref _cell.Third;

    /// <summary>An event occurred that had to be missing. It goes on taking events, as in Elasticsearch, but is not reported.</summary>
    public bool IsTainted
    {
        get => (_cell.Number & TaintedFlag) != 0;
        set => _cell.Number = value ? TaintedFlag : 0;
    }
}
