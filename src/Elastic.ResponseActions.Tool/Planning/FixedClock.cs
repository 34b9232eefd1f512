namespace Elastic.ResponseActions.Tool.Planning;

/// <summary>A clock that stands still: a plan is made at one moment.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
