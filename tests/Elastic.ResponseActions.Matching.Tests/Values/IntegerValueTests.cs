using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Tests.Values;

public sealed class IntegerValueTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-12", "-12")]
    [InlineData("+5", "5")]
    [InlineData("007", "7")]
    [InlineData("1.9", "1")]
    [InlineData("-1.9", "-1")]
    [InlineData("-0.5", "0")]
    [InlineData(".5", "0")]
    [InlineData("5.", "5")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E+3", "1500")]
    [InlineData("1234.5e-2", "12")]
    [InlineData("0e999999999", "0")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("18446744073709551615", "18446744073709551615")] // unsigned_long
    [InlineData("18446744073709551616", null)]
    [InlineData("-9223372036854775809", null)]
    [InlineData("1e300", null)]
    [InlineData("1e99999999999", null)]
    [InlineData("", null)]
    [InlineData("-", null)]
    [InlineData(".", null)]
    [InlineData("1.2.3", null)]
    [InlineData("1e", null)]
    [InlineData("0x10", null)]
    [InlineData(" 1", null)]
    [InlineData("true", null)]
    [InlineData("１", null)]
    public void TryRead_CoercesAsTheMapper(string text, string? expected)
    {
        var read = IntegerValue.TryRead(Encoding.UTF8.GetBytes(text), out var value);

        Assert.Equal(expected, read ? value.ToString(CultureInfo.InvariantCulture) : null);
    }

    [Theory]
    [InlineData("5", 5, true)]
    [InlineData("5.0", 5, true)]
    [InlineData("5e0", 5, true)]
    [InlineData("5.5", 5, false)] // no whole number equals it, although values are cut off
    [InlineData("1e400", 0, false)]
    public void TryParseTerm_FractionOrOutOfRange_MatchesNothing(string text, long value, bool expected)
    {
        Assert.True(IntegerValue.TryParseTerm(text, out var range, out _));
        Assert.Equal(expected, range.Contains(value));
        Assert.Equal(!expected, range.IsEmpty);
    }

    [Theory]
    [InlineData(">", "1.5", 1, 2)]
    [InlineData(">=", "1.5", 1, 2)]
    [InlineData(">", "1", 1, 2)]
    [InlineData(">=", "1", 0, 1)]
    [InlineData(">", "-1.5", -2, -1)]
    [InlineData(">=", "-1.5", -2, -1)]
    [InlineData("<", "1.5", 2, 1)]
    [InlineData("<=", "1.5", 2, 1)]
    [InlineData("<", "1", 1, 0)]
    [InlineData("<=", "1", 2, 1)]
    [InlineData("<", "-1.5", -1, -2)]
    [InlineData("<=", "-1.5", -1, -2)]
    public void TryParseBound_RoundsInwards(string comparison, string text, long outside, long inside)
    {
        Assert.True(IntegerValue.TryParseBound(Comparisons.Of(comparison), text, out var range, out _));
        Assert.False(range.Contains(outside));
        Assert.True(range.Contains(inside));
    }

    [Theory]
    [InlineData(">", "1e30", false)]
    [InlineData("<", "1e30", true)]
    [InlineData(">=", "-1e30", true)]
    [InlineData("<=", "-1e30", false)]
    public void TryParseBound_BeyondEveryValue_HoldsAllOrNothing(string comparison, string text, bool all)
    {
        Assert.True(IntegerValue.TryParseBound(Comparisons.Of(comparison), text, out var range, out _));
        foreach (var value in new Int128[] { long.MinValue, 0, ulong.MaxValue })
            Assert.Equal(all, range.Contains(value));
    }

    [Fact]
    public void TryParse_NotANumber_SaysSo()
    {
        Assert.False(IntegerValue.TryParseTerm("abc", out _, out var error));
        Assert.Equal("`abc` is not a number", error);
        Assert.False(IntegerValue.TryParseBound(Comparison.Less, "", out _, out _));
    }

    [Fact]
    public void TryRead_RandomDecimals_AgreesWithBigInteger()
    {
        Gen.Select(Gen.Bool, Gen.Long[0, long.MaxValue], Gen.Int[0, 22]).Sample((negative, digits, point) =>
        {
            var padded = digits.ToString(CultureInfo.InvariantCulture).PadLeft(23, '0');
            var text = (negative ? "-" : "") + padded[..^point] + "." + padded[^point..];
            var expected = BigInteger.Parse(padded[..^point], CultureInfo.InvariantCulture) * (negative ? -1 : 1);

            Assert.True(IntegerValue.TryRead(Encoding.UTF8.GetBytes(text), out var value));
            Assert.Equal(expected, (BigInteger)value);
        }, iter: 10_000);
    }
}
