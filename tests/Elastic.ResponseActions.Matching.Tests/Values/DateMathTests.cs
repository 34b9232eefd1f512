using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Tests.Values;

public sealed class DateMathTests
{
    private static readonly long Now = DateValueTests.Millis("2024-02-29T13:14:15.678")!.Value; // a Thursday

    [Theory]
    [InlineData("now", "2024-02-29T13:14:15.678", "2024-02-29T13:14:15.678")]
    [InlineData("now-5m", "2024-02-29T13:09:15.678", "2024-02-29T13:09:15.678")]
    [InlineData("now+h", "2024-02-29T14:14:15.678", "2024-02-29T14:14:15.678")]
    [InlineData("now-1y", "2023-02-28T13:14:15.678", "2023-02-28T13:14:15.678")]
    [InlineData("now+1M", "2024-03-29T13:14:15.678", "2024-03-29T13:14:15.678")]
    [InlineData("now+12M", "2025-02-28T13:14:15.678", "2025-02-28T13:14:15.678")]
    [InlineData("now-2w", "2024-02-15T13:14:15.678", "2024-02-15T13:14:15.678")]
    [InlineData("now/s", "2024-02-29T13:14:15.000", "2024-02-29T13:14:15.999")]
    [InlineData("now/m", "2024-02-29T13:14:00.000", "2024-02-29T13:14:59.999")]
    [InlineData("now/h", "2024-02-29T13:00:00.000", "2024-02-29T13:59:59.999")]
    [InlineData("now/H", "2024-02-29T13:00:00.000", "2024-02-29T13:59:59.999")]
    [InlineData("now/d", "2024-02-29T00:00:00.000", "2024-02-29T23:59:59.999")]
    [InlineData("now/w", "2024-02-26T00:00:00.000", "2024-03-03T23:59:59.999")]
    [InlineData("now/M", "2024-02-01T00:00:00.000", "2024-02-29T23:59:59.999")]
    [InlineData("now/1y", "2024-01-01T00:00:00.000", "2024-12-31T23:59:59.999")]
    [InlineData("now-5m/d", "2024-02-29T00:00:00.000", "2024-02-29T23:59:59.999")]
    [InlineData("now/d+1h", "2024-02-29T01:00:00.000", "2024-03-01T00:59:59.999")]
    [InlineData("2020-01-01||+1M/d", "2020-02-01T00:00:00.000", "2020-02-01T23:59:59.999")]
    [InlineData("2020-01||", "2020-01-01T00:00:00.000", "2020-01-01T00:00:00.000")] // with `||` a date is a point
    [InlineData("2020-01", "2020-01-01T00:00:00.000", "2020-01-01T23:59:59.999")] // Elasticsearch fills in the first day, not the last
    [InlineData("2020", "2020-01-01T00:00:00.000", "2020-01-01T23:59:59.999")]
    [InlineData("2020-02-03", "2020-02-03T00:00:00.000", "2020-02-03T23:59:59.999")]
    [InlineData("2020-02-03T04", "2020-02-03T04:00:00.000", "2020-02-03T04:59:59.999")]
    [InlineData("2020-02-03T04+01:00", "2020-02-03T03:00:00.000", "2020-02-03T03:59:59.999")]
    [InlineData("2020-02-03T04:05", "2020-02-03T04:05:00.000", "2020-02-03T04:05:59.999")]
    [InlineData("2020-02-03T04:05:06", "2020-02-03T04:05:06.000", "2020-02-03T04:05:06.999")]
    [InlineData("2020-02-03T04:05:06.7", "2020-02-03T04:05:06.700", "2020-02-03T04:05:06.700")]
    [InlineData("1582936198123||/d", "2020-02-29T00:00:00.000", "2020-02-29T23:59:59.999")]
    [InlineData("0||-1w/w", "1969-12-22T00:00:00.000", "1969-12-28T23:59:59.999")]
    public void Resolve_RoundsDownAndUp(string text, string down, string up)
    {
        Assert.True(DateMathExpression.TryParse(text, out var expression, out var error), error);
        Assert.Equal(DateValueTests.Millis(down), expression.Resolve(Now, roundUp: false));
        Assert.Equal(DateValueTests.Millis(up), expression.Resolve(Now, roundUp: true));
        Assert.Equal(text.StartsWith("now", StringComparison.Ordinal), expression.IsRelative);
    }

    [Theory]
    [InlineData("yesterday", "`yesterday` is not a date; write for example `2020-01-31T12:00:00Z`, milliseconds since 1970, or `now-1d/d`")]
    [InlineData("||+1d", "`||+1d` is not a date; write for example `2020-01-31T12:00:00Z`, milliseconds since 1970, or `now-1d/d`")]
    [InlineData("nowhere", "`nowhere`: `h` is no operator of date math; expected `+`, `-` or `/`")]
    [InlineData("now-", "`now-`: the date math ends before its unit; expected one of `y M w d h H m s`")]
    [InlineData("now-15", "`now-15`: the date math ends before its unit; expected one of `y M w d h H m s`")]
    [InlineData("now-1x", "`now-1x`: `x` is no unit of date math; expected one of `y M w d h H m s`")]
    [InlineData("now/2d", "`now/2d`: `/` rounds to a single unit, as in `/d`")]
    [InlineData("now-99999999999d", "`now-99999999999d`: the number `99999999999` is too large for date math")]
    public void TryParse_BadText_SaysWhatIsWrong(string text, string expected)
    {
        Assert.False(DateMathExpression.TryParse(text, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("now+2147483647y+2147483647y/y")]
    [InlineData("now-2147483647y-2147483647y/w")]
    [InlineData("9223372036854775807||/M")]
    [InlineData("-9223372036854775807||/d-2147483647w")]
    public void Resolve_FarBeyondTheCalendar_KeepsTheSide(string text)
    {
        Assert.True(DateMathExpression.TryParse(text, out var expression, out _));
        var isPast = text.Contains("-2147483647", StringComparison.Ordinal);
        foreach (var roundUp in new[] { false, true })
            Assert.Equal(isPast, expression.Resolve(Now, roundUp) < Now);
    }
}
