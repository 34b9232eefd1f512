namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>What a JSON value was before it became text.</summary>
internal enum EventValueKind : byte
{
    Text,
    Number,
    Boolean,

    /// <summary>No value: never recorded.</summary>
    Null,
}

/// <summary>One value of a field, as unescaped text; numbers and booleans keep the spelling they have in the event.</summary>
internal readonly ref struct EventValue
{
    private readonly ref MatchWork _work;

    public EventValue(ReadOnlySpan<byte> utf8, EventValueKind kind, bool beyondKeyword, long nowUtcMillis, ref MatchWork work)
    {
        Utf8 = utf8;
        Kind = kind;
        BeyondKeyword = beyondKeyword;
        NowUtcMillis = nowUtcMillis;
        _work = ref work;
    }

    public ReadOnlySpan<byte> Utf8 { get; }

    public EventValueKind Kind { get; }

    /// <summary>Longer than <c>ignore_above</c>: Elasticsearch keeps such a value in the source, but not in a keyword index.</summary>
    public bool BeyondKeyword { get; }

    /// <summary>What <c>now</c> stands for, for tests with date math.</summary>
    public long NowUtcMillis { get; }

    /// <summary>Where what a test does is counted.</summary>
    public ref MatchWork Work => ref _work;
}
