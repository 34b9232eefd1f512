namespace Elastic.ResponseActions.Tests.Support;

/// <summary>A clock whose date can be set, while time itself passes as it did.</summary>
internal sealed class JumpingClock(TimeProvider time) : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Offset;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
}
