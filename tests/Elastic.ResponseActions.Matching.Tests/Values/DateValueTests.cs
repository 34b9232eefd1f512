using System.Globalization;
using System.Text;
using CsCheck;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Tests.Values;

public sealed class DateValueTests
{
    [Theory]
    [InlineData("2020", "2020-01-01T00:00:00.000")]
    [InlineData("2020-02", "2020-02-01T00:00:00.000")]
    [InlineData("2020-02-29", "2020-02-29T00:00:00.000")]
    [InlineData("2020-02-29T", "2020-02-29T00:00:00.000")]
    [InlineData("2020-02-29T23", "2020-02-29T23:00:00.000")]
    [InlineData("2020-02-29T23:59", "2020-02-29T23:59:00.000")]
    [InlineData("2020-02-29T23:59:58", "2020-02-29T23:59:58.000")]
    [InlineData("2020-02-29T23:59:58.1", "2020-02-29T23:59:58.100")]
    [InlineData("2020-02-29T23:59:58,12", "2020-02-29T23:59:58.120")]
    [InlineData("2020-02-29T23:59:58.123999999Z", "2020-02-29T23:59:58.123")]
    [InlineData("2020-02-29T10Z", "2020-02-29T10:00:00.000")]
    [InlineData("2020-02-29T10:00+02:00", "2020-02-29T08:00:00.000")]
    [InlineData("2020-02-29T10:00:00-0130", "2020-02-29T11:30:00.000")]
    [InlineData("2020-02-29T10:00:00.5+02", "2020-02-29T08:00:00.500")]
    [InlineData("2020-02-29T10:00:00+00:00:30", "2020-02-29T09:59:30.000")]
    [InlineData("2020-02-29T10:00:00UTC", "2020-02-29T10:00:00.000")]
    [InlineData("2020-02-29T10:00:00GMT+01:00", "2020-02-29T09:00:00.000")]
    [InlineData("0001-01-01", "0001-01-01T00:00:00.000")]
    [InlineData("1582936198123", "2020-02-29T00:29:58.123")]
    [InlineData("0", "1970-01-01T00:00:00.000")]
    [InlineData("-1", "1969-12-31T23:59:59.999")]
    [InlineData("-0.5", "1969-12-31T23:59:59.999")]
    [InlineData("1.999999", "1970-01-01T00:00:00.001")]
    [InlineData("20200229", "1970-01-01T05:36:40.229")] // no separators: milliseconds
    public void TryRead_EveryForm(string text, string expected) =>
        Assert.Equal(Millis(expected), DateValue.TryRead(Encoding.UTF8.GetBytes(text), out var millis) ? millis : null);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("now")]
    [InlineData("2020-")]
    [InlineData("2020-1")]
    [InlineData("2020-00")]
    [InlineData("2020-13")]
    [InlineData("2020-02-00")]
    [InlineData("2021-02-29")]
    [InlineData("2020-04-31")]
    [InlineData("2020-02-2")]
    [InlineData("2020-02T10")]
    [InlineData("2020T10")]
    [InlineData("2020-02-29 10:00")]
    [InlineData("2020-02-29T24")]
    [InlineData("2020-02-29T10:60")]
    [InlineData("2020-02-29T10:00:60")]
    [InlineData("2020-02-29T10:00:00.")]
    [InlineData("2020-02-29T10:00:00.1234567890")]
    [InlineData("2020-02-29T10:00:00z")]
    [InlineData("2020-02-29T10:00:00ZZ")]
    [InlineData("2020-02-29T10:00:00+1")]
    [InlineData("2020-02-29T10:00:00+01:0000")]
    [InlineData("2020-02-29T10:00:00+19:00")]
    [InlineData("2020-02-29T10:00:00Europe/Berlin")]
    [InlineData("2020-02-29Z")]
    [InlineData("+1")]
    [InlineData("1.2.3")]
    [InlineData("1.1234567")]
    [InlineData("1e3")]
    [InlineData("9223372036854775808")]
    public void TryRead_OtherText_IsNoDate(string text) => Assert.False(DateValue.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void TryRead_RandomInstants_AgreesWithDateTimeOffset()
    {
        Gen.Select(Gen.DateTime, Gen.Int[-18 * 60, 18 * 60]).Sample((local, minutes) =>
        {
            if (local.Year is < 2 or > 9998)
                return;
            var instant = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.FromMinutes(Math.Clamp(minutes, -14 * 60, 14 * 60)));
            var text = instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);

            Assert.True(DateValue.TryRead(Encoding.UTF8.GetBytes(text), out var millis), text);
            Assert.Equal(instant.ToUnixTimeMilliseconds(), millis);
        }, iter: 10_000);
    }

    [Fact]
    public void TryRead_RandomBytes_DoesNotThrow() => Gen.Byte.Array[0, 40].Sample(bytes => { _ = DateValue.TryRead(bytes, out _); }, iter: 10_000);

    internal static long? Millis(string utc) =>
        DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();
}
