using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution.Predicates;

/// <summary>A whole number in a range; a value that is no number passes nothing.</summary>
internal sealed class IntegerTest(ValueRange<Int128> range) : ValueTest
{
    public override bool Passes(in EventValue value) => IntegerValue.TryRead(value.Utf8, out var number) && range.Contains(number);
}

/// <summary>A floating point number in a range.</summary>
internal sealed class DoubleTest(ValueRange<double> range) : ValueTest
{
    public override bool Passes(in EventValue value) => DoubleValue.TryRead(value.Utf8, out var number) && range.Contains(number);
}

/// <summary>An address in a range; a single address is a range of one, a network all of its addresses.</summary>
internal sealed class IpTest(ValueRange<UInt128> range) : ValueTest
{
    public override bool Passes(in EventValue value) => IpValue.TryRead(value.Utf8, out var address) && range.Contains(address);
}

/// <summary>A point in time in a range that may move with the clock.</summary>
internal sealed class DateTest(DateRange range) : ValueTest
{
    private readonly ValueRange<long>? _fixed = range.IsRelative ? null : range.Resolve(0);

    public override bool Passes(in EventValue value) =>
        DateValue.TryRead(value.Utf8, out var millis) && (_fixed ?? range.Resolve(value.NowUtcMillis)).Contains(millis);
}

/// <summary>A boolean, also spelled as text.</summary>
internal sealed class BooleanTest(bool expected) : ValueTest
{
    public override bool Passes(in EventValue value) => BooleanValue.TryRead(value.Utf8, out var actual) && actual == expected;
}
