namespace Elastic.ResponseActions.Matching.Detection.Stream;

/// <summary>The event that a rule is to use.</summary>
internal readonly ref struct EventAt(long time, long position, ReadOnlySpan<byte> id)
{
    /// <summary>When it happened, in UTC milliseconds; for an event that does not say, and rules that do not ask, the time of the newest one.</summary>
    public long Time { get; } = time;

    /// <summary>Its number in the stream, from 1.</summary>
    public long Position { get; } = position;

    /// <summary>Its id, as given by the caller or made of its position.</summary>
    public ReadOnlySpan<byte> Id { get; } = id;
}
