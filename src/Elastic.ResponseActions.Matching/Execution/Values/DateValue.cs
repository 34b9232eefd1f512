namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary><c>date</c> values in the format <c>strict_date_optional_time||epoch_millis</c>, to UTC milliseconds since 1970.</summary>
internal static class DateValue
{
    public static bool TryRead(ReadOnlySpan<byte> utf8, out long utcMillis) => throw new NotImplementedException();
}
