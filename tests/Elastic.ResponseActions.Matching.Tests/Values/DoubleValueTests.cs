using System.Text;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Tests.Values;

public sealed class DoubleValueTests
{
    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("-2e3", -2000.0)]
    [InlineData("7", 7.0)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("1e999", null)]
    [InlineData("", null)]
    [InlineData("1,5", null)]
    public void TryRead_FiniteNumbersOnly(string text, double? expected)
    {
        var read = DoubleValue.TryRead(Encoding.UTF8.GetBytes(text), out var value);

        Assert.Equal(expected, read ? value : null);
    }

    [Theory]
    [InlineData(">", 4.5, false)]
    [InlineData(">", 4.500000000000001, true)]
    [InlineData(">=", 4.5, true)]
    [InlineData("<", 4.5, false)]
    [InlineData("<", 4.499999999999999, true)]
    [InlineData("<=", 4.5, true)]
    public void TryParseBound_IncludesOrExcludesTheBound(string comparison, double value, bool expected)
    {
        Assert.True(DoubleValue.TryParseBound(Comparisons.Of(comparison), "4.5", out var range, out _));
        Assert.Equal(expected, range.Contains(value));
    }

    [Fact]
    public void TryParseTerm_HoldsThatNumberOnly()
    {
        Assert.True(DoubleValue.TryParseTerm("0.0", out var range, out _));
        Assert.True(range.Contains(-0.0));
        Assert.False(range.Contains(double.Epsilon));
    }

    [Fact]
    public void TryParse_NotANumber_SaysSo()
    {
        Assert.False(DoubleValue.TryParseTerm("high", out _, out var error));
        Assert.Equal("`high` is not a finite number", error);
    }
}
