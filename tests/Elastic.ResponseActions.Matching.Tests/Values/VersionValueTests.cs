using System.Text;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Tests.Values;

/// <summary>Elastic docs, version field type: the order of semantic versions, of any number of parts; what is no version comes last.</summary>
public sealed class VersionValueTests
{
    private static readonly string[] InOrder =
    [
        "0", "0.1", "1-alpha", "1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
        "1.0.0-rc.1", "1.0.0", "1.0.0+build", "1.0.0+build.2", "1.2.3", "1.2.3.4", "1.2.30", "1.10", "2", "10.0.0", "123456789012345678901234567890.1",
        "", "1.", "01.2", "1..2", "1.2-", "1.2+", "v1.2",
    ];

    [Fact]
    public void CompareFrom_Versions_AreInOrder()
    {
        for (var left = 0; left < InOrder.Length; left++)
        {
            for (var right = 0; right < InOrder.Length; right++)
            {
                var order = VersionValue.Parse(InOrder[right]).CompareFrom(Encoding.UTF8.GetBytes(InOrder[left]));

                // Those that are no versions are in the order of their bytes among themselves.
                var bothAreNone = left >= InOrder.Length - 7 && right >= InOrder.Length - 7;
                var expected = bothAreNone ? string.CompareOrdinal(InOrder[left], InOrder[right]) : left.CompareTo(right);
                Assert.True(Math.Sign(order) == Math.Sign(expected), $"{InOrder[left]} and {InOrder[right]}: {order}");
            }
        }
    }
}
