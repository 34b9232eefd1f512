using CsCheck;
using Elastic.ResponseActions.Planning.Tests.Oracle;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>Each guard has a planted bug: it was forgotten. The streams of the properties notice every one, or they prove nothing about it.</summary>
public sealed class GuardTwinTests
{
    public static TheoryData<string> Guards { get; } = [.. ResponseGuard.Names.Where(static name => name != "mode")];

    [Theory]
    [MemberData(nameof(Guards))]
    public void Guard_Forgotten_IsNoticed(string name)
    {
        var noticed = 0;
        Gen.Select(GuardStream.Inputs, GuardStream.Policies).Sample(
            (inputs, policy) =>
            {
                if (Volatile.Read(ref noticed) == 0 && GuardStream.Run(inputs, ResponseGuard.Without(name, policy)).Any(step => IsWrong(step, policy)))
                    Volatile.Write(ref noticed, 1);
            },
            iter: 5_000);

        Assert.True(noticed == 1, $"without the guard `{name}` nothing forbidden was approved in 5,000 streams");
    }

    private static bool IsWrong((PlannedAction Action, GuardFacts Facts, GuardReview Review, List<PastAction> Past) step, ResponsePolicy policy) =>
        step.Review.Approved is not null && SlowGuard.Review(step.Action, step.Facts, policy, step.Past).Verdict != GuardVerdict.Approved;
}
