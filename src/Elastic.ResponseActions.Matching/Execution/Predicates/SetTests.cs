using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution.Predicates;

/// <summary>A whole number in one of many ranges.</summary>
internal sealed class IntegerSetTest(RangeSet<Int128> set) : ValueTest
{
    public override bool Passes(in EventValue value) => IntegerValue.TryRead(value.Utf8, out var number) && set.Contains(number);
}

/// <summary>An address in one of many networks or ranges.</summary>
internal sealed class IpSetTest(RangeSet<UInt128> set) : ValueTest
{
    public override bool Passes(in EventValue value) => IpValue.TryRead(value.Utf8, out var address) && set.Contains(address);
}

/// <summary>All of several conditions, on one and the same value.</summary>
internal sealed class AllOfTest(ValueTest[] tests) : ValueTest
{
    public override bool Passes(in EventValue value)
    {
        foreach (var test in tests)
        {
            if (!test.Passes(value))
                return false;
        }

        return true;
    }
}
