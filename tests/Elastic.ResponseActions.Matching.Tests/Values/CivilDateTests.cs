using CsCheck;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Tests.Values;

public sealed class CivilDateTests
{
    [Fact]
    public void ToEpochDay_EveryDayOfDateOnly_AgreesBothWays()
    {
        var epoch = new DateOnly(1970, 1, 1).DayNumber;
        for (var number = DateOnly.MinValue.DayNumber; number <= DateOnly.MaxValue.DayNumber; number += 13)
        {
            var day = DateOnly.FromDayNumber(number);
            var civil = new CivilDate(day.Year, day.Month, day.Day);

            Assert.Equal(number - epoch, civil.ToEpochDay());
            Assert.Equal(civil, CivilDate.FromEpochDay(number - epoch));
        }
    }

    [Fact]
    public void FromEpochDay_FarYears_GoesRoundTrip() =>
        Gen.Long[-1L << 36, 1L << 36].Sample(day => Assert.Equal(day, CivilDate.FromEpochDay(day).ToEpochDay()), iter: 10_000);

    [Fact]
    public void AddMonths_Random_AgreesWithDateOnly() =>
        Gen.Select(Gen.DateOnly[new DateOnly(1000, 1, 1), new DateOnly(9000, 1, 1)], Gen.Int[-9_000, 9_000]).Sample((day, months) =>
        {
            var expected = day.AddMonths(months);
            Assert.Equal(new CivilDate(expected.Year, expected.Month, expected.Day), new CivilDate(day.Year, day.Month, day.Day).AddMonths(months));
        }, iter: 10_000);
}
