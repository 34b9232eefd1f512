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
internal readonly ref struct EventValue(ReadOnlySpan<byte> utf8, EventValueKind kind, bool beyondKeyword, long nowUtcMillis)
{
    public ReadOnlySpan<byte> Utf8 { get; } = utf8;

    public EventValueKind Kind { get; } = kind;

    /// <summary>Longer than <c>ignore_above</c>: Elasticsearch keeps such a value in the source, but not in a keyword index.</summary>
    public bool BeyondKeyword { get; } = beyondKeyword;

    /// <summary>What <c>now</c> stands for, for tests with date math.</summary>
    public long NowUtcMillis { get; } = nowUtcMillis;
}
