using System.Buffers.Binary;
using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Detection.Stream;

/// <summary>How far time is for the rules that take it from the same fields, and what is held back for them.</summary>
internal sealed class Timeline(TimelinePlan plan)
{
    private readonly KeyBuffer _tiebreaker = new();

    public TimelinePlan Plan => plan;

    public HeldEvents Held { get; } = new();

    /// <summary>Time of the newest event; <see cref="long.MinValue"/>: none yet.</summary>
    public long Newest { get; set; } = long.MinValue;

    /// <summary>No event before this time is waited for: it would be late.</summary>
    public long Horizon { get; set; } = long.MinValue;

    /// <summary>When the event happened: of several times the earliest, as Elasticsearch sorts.</summary>
    public bool TryReadTime(in SlotReader slots, out long time) =>
        TryReadTime(slots, plan.Slot, out time) || (plan.FallbackSlot >= 0 && TryReadTime(slots, plan.FallbackSlot, out time));

    /// <summary>The tiebreaker in a form that is ordered by its bytes; empty: none. Valid until the next call.</summary>
    public ReadOnlySpan<byte> ReadTiebreaker(in SlotReader slots)
    {
        _tiebreaker.Clear();
        if (plan.TiebreakerSlot < 0)
            return default;

        foreach (var value in slots[plan.TiebreakerSlot])
        {
            if (plan.IsTiebreakerNumber && !IntegerValue.TryRead(value.Utf8, out var number))
                continue;
            _tiebreaker.Write([0]);   // an empty text is a tiebreaker too
            if (plan.IsTiebreakerNumber)
            {
                IntegerValue.TryRead(value.Utf8, out number);
                BinaryPrimitives.WriteUInt128BigEndian(_tiebreaker.Reserve(16), (UInt128)number ^ (UInt128.One << 127));
                _tiebreaker.Commit(16);
            }
            else
            {
                _tiebreaker.Write(value.Utf8);
            }

            break;
        }

        return _tiebreaker.Written;
    }

    private static bool TryReadTime(in SlotReader slots, int slot, out long time)
    {
        var found = false;
        time = long.MaxValue;
        foreach (var value in slots[slot])
        {
            if (!DateValue.TryRead(value.Utf8, out var millis))
                continue;
            time = Math.Min(time, EventTime.Clamp(millis));
            found = true;
        }

        return found;
    }
}
