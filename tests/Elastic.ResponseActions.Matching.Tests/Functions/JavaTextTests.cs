using System.Text;
using CsCheck;
using Elastic.ResponseActions.Matching.Execution.Functions;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Tests.Functions;

/// <summary>Values as Java writes them. Java SE, Double.toString and ZonedDateTime.toString; RFC 5952 for addresses.</summary>
public sealed class JavaTextTests
{
    [Theory]
    [InlineData(0d, "0.0")]
    [InlineData(-0d, "-0.0")]
    [InlineData(1d, "1.0")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(100d, "100.0")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.00099, "9.9E-4")]
    [InlineData(9_999_999d, "9999999.0")]
    [InlineData(10_000_000d, "1.0E7")]
    [InlineData(12_345_678.9, "1.23456789E7")]
    [InlineData(1e21, "1.0E21")]
    [InlineData(1.5e-10, "1.5E-10")]
    [InlineData(double.MaxValue, "1.7976931348623157E308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void WriteReal_Number_IsWrittenAsJavaDoes(double value, string expected) =>
        Assert.Equal(expected, Real(value));

    [Fact]
    public void WriteReal_AnyNumber_ReadsBack() => Gen.Double.Where(double.IsFinite).Sample(value =>
        Assert.Equal(value, double.Parse(Real(value), System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(0L, "1970-01-01T00:00Z")]
    [InlineData(1_715_776_496_789L, "2024-05-15T12:34:56.789Z")]
    [InlineData(1_715_776_496_000L, "2024-05-15T12:34:56Z")]
    [InlineData(1_715_776_440_000L, "2024-05-15T12:34Z")]
    [InlineData(1_715_776_440_001L, "2024-05-15T12:34:00.001Z")]
    [InlineData(-1L, "1969-12-31T23:59:59.999Z")]
    [InlineData(-62_135_596_800_000L, "0001-01-01T00:00Z")]
    [InlineData(253_402_300_800_000L, "+10000-01-01T00:00Z")]
    [InlineData(-62_198_755_200_000L, "-0001-01-01T00:00Z")]
    public void WriteDate_Time_IsWrittenAsJavaDoes(long utcMillis, string expected)
    {
        Span<byte> target = stackalloc byte[JavaText.MaxDateBytes];

        Assert.Equal(expected, Encoding.UTF8.GetString(target[..JavaText.WriteDate(utcMillis, target)]));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("0:0:0:0:0:0:0:0", "::")]
    [InlineData("0:0:0:0:0:0:0:1", "::1")]
    [InlineData("FE80:0:0:0:1:0:0:A", "fe80::1:0:0:a")]
    [InlineData("1:0:0:2:0:0:0:3", "1:0:0:2::3")]
    [InlineData("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void WriteIp_Address_IsWrittenShort(string address, string expected)
    {
        Assert.True(IpValue.TryRead(Encoding.UTF8.GetBytes(address), out var value));
        Span<byte> target = stackalloc byte[JavaText.MaxIpBytes];

        Assert.Equal(expected, Encoding.UTF8.GetString(target[..JavaText.WriteIp(value, target)]));
    }

    private static string Real(double value)
    {
        Span<byte> target = stackalloc byte[JavaText.MaxNumberBytes];
        return Encoding.UTF8.GetString(target[..JavaText.WriteReal(value, target)]);
    }
}
