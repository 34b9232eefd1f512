using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Tests.Values;

public sealed class DateRangeTests
{
    private static readonly long Now = DateValueTests.Millis("2024-02-29T13:14:15.678")!.Value;

    [Theory]
    [InlineData(">", "2020-01-31", "2020-01-31T23:59:59.999", false)]
    [InlineData(">", "2020-01-31", "2020-02-01T00:00:00.000", true)]
    [InlineData(">=", "2020-01-31", "2020-01-31T00:00:00.000", true)]
    [InlineData(">=", "2020-01-31", "2020-01-30T23:59:59.999", false)]
    [InlineData("<", "2020-01-31", "2020-01-30T23:59:59.999", true)]
    [InlineData("<", "2020-01-31", "2020-01-31T00:00:00.000", false)]
    [InlineData("<=", "2020-01-31", "2020-01-31T23:59:59.999", true)]
    [InlineData("<=", "2020-01-31", "2020-02-01T00:00:00.000", false)]
    [InlineData(">", "now/d", "2024-02-29T23:59:59.999", false)]
    [InlineData(">=", "now-1h", "2024-02-29T12:14:15.678", true)]
    [InlineData("<", "now", "2024-02-29T13:14:15.678", false)]
    public void Resolve_Bound(string comparison, string text, string value, bool expected)
    {
        Assert.True(DateRange.TryParseBound(Comparisons.Of(comparison), text, out var range, out var error), error);
        Assert.Equal(expected, range.Resolve(Now).Contains(DateValueTests.Millis(value)!.Value));
    }

    [Theory]
    [InlineData("2020-01", "2019-12-31T23:59:59.999", false)]
    [InlineData("2020-01", "2020-01-01T00:00:00.000", true)]
    [InlineData("2020-01", "2020-01-01T23:59:59.999", true)]
    [InlineData("2020-01", "2020-01-02T00:00:00.000", false)]
    [InlineData("2020-01-31", "2020-01-31T23:59:59.999", true)]
    [InlineData("2020-01-01T10:00:00.5Z", "2020-01-01T10:00:00.500", true)]
    [InlineData("2020-01-01T10:00:00.5Z", "2020-01-01T10:00:00.501", false)]
    [InlineData("now/d", "2024-02-29T00:00:00.000", true)]
    public void Resolve_Term_IsAsWideAsItsPrecision(string text, string value, bool expected)
    {
        Assert.True(DateRange.TryParseTerm(text, out var range, out var error), error);
        Assert.Equal(expected, range.Resolve(Now).Contains(DateValueTests.Millis(value)!.Value));
    }

    [Theory]
    [InlineData("now-1d", true)]
    [InlineData("2020", false)]
    public void IsRelative_OnlyWithNow(string text, bool expected)
    {
        Assert.True(DateRange.TryParseTerm(text, out var range, out _));
        Assert.Equal(expected, range.IsRelative);
    }

    [Fact]
    public void TryParse_BadText_IsRefused() => Assert.False(DateRange.TryParseBound(Comparison.Less, "soon", out _, out _));
}
