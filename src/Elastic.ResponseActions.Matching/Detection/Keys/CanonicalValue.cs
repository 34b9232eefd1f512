using System.Globalization;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Detection.Keys;

/// <summary>
/// Writes a value so that all spellings which its mapped type takes for the same value are the same bytes; they are also what a
/// detection shows. A value that its type does not index is no value.
/// </summary>
internal static class CanonicalValue
{
    private const int MillisPerDay = 86_400_000;

    public static bool TryWrite(KeyField field, in EventValue value, KeyBuffer target)
    {
        switch (field.Type)
        {
            case FieldType.Keyword:
                return !value.BeyondKeyword && WriteText(field, value.Utf8, target);

            case FieldType.Long:
                return IntegerValue.TryRead(value.Utf8, out var whole) && Commit(target, whole.TryFormat(target.Reserve(48), out var digits, default, CultureInfo.InvariantCulture) ? digits : 0);

            case FieldType.Double:
                // Adding zero makes -0 and 0 the same.
                return DoubleValue.TryRead(value.Utf8, out var real) && Commit(target, (real + 0.0).TryFormat(target.Reserve(32), out digits, "R", CultureInfo.InvariantCulture) ? digits : 0);

            case FieldType.Boolean:
                if (!BooleanValue.TryRead(value.Utf8, out var flag))
                    return false;
                target.Write(flag ? "true"u8 : "false"u8);
                return true;

            case FieldType.Date:
                return DateValue.TryRead(value.Utf8, out var millis) && Commit(target, WriteDate(millis, target.Reserve(32)));

            case FieldType.Ip:
                return IpValue.TryRead(value.Utf8, out var address) && Commit(target, IpText.Write(address, target.Reserve(IpText.MaxBytes)));

            default:
                return WriteText(field, value.Utf8, target);
        }
    }

    private static bool WriteText(KeyField field, ReadOnlySpan<byte> text, KeyBuffer target)
    {
        if (field.IsFolded)
            target.Commit(LowerCase.Fold(text, target.Reserve(LowerCase.MaxFoldedBytes(text.Length))));
        else
            target.Write(text);
        return true;
    }

    private static bool Commit(KeyBuffer target, int written)
    {
        target.Commit(written);
        return true;
    }

    private static int WriteDate(long millis, Span<byte> target)
    {
        var day = CivilDate.FloorDiv(millis, MillisPerDay);
        var date = CivilDate.FromEpochDay(day);
        if (date.Year is < 0 or > 9999)
        {
            millis.TryFormat(target, out var digits, default, CultureInfo.InvariantCulture);
            return digits;
        }

        var time = (int)(millis - (day * MillisPerDay));
        FormattableDate(target, date, time);
        return 24;
    }

    private static void FormattableDate(Span<byte> target, CivilDate date, int time)
    {
        "0000-00-00T00:00:00.000Z"u8.CopyTo(target);
        WriteDigits(target[..4], (int)date.Year);
        WriteDigits(target[5..7], date.Month);
        WriteDigits(target[8..10], date.Day);
        WriteDigits(target[11..13], time / 3_600_000);
        WriteDigits(target[14..16], time / 60_000 % 60);
        WriteDigits(target[17..19], time / 1000 % 60);
        WriteDigits(target[20..23], time % 1000);
    }

    private static void WriteDigits(Span<byte> target, int number)
    {
        for (var i = target.Length - 1; i >= 0; i--, number /= 10)
            target[i] = (byte)('0' + (number % 10));
    }
}
