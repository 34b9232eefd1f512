using System.Text;

namespace Elastic.ResponseActions.Matching.Detection.Keys;

/// <summary>
/// How keys are written: part by part, each its length plus one and its text, 0 for a missing field. A whole key (see
/// <see cref="Plans.KeyPlan.IsWhole"/>) has for each field the number of its values, and then these.
/// </summary>
internal static class KeyText
{
    /// <summary>The values of a key, null where the field is missing.</summary>
    public static string?[] Parts(ReadOnlySpan<byte> key)
    {
        var parts = new List<string?>();
        while (!key.IsEmpty)
            parts.Add(TakePart(ref key, out var part) ? Encoding.UTF8.GetString(part) : null);
        return [.. parts];
    }

    /// <summary>The values of a key with the types of their fields.</summary>
    public static DetectionTerm[] Terms(ReadOnlySpan<byte> key, FieldType[] types)
    {
        var terms = new DetectionTerm[types.Length];
        for (var i = 0; i < terms.Length; i++)
            terms[i] = new DetectionTerm(TakePart(ref key, out var part) ? Encoding.UTF8.GetString(part) : null, types[i]);
        return terms;
    }

    /// <summary>The values of each field of a whole key.</summary>
    public static string[][] Fields(ReadOnlySpan<byte> key)
    {
        var fields = new List<string[]>();
        while (!key.IsEmpty)
        {
            var values = new string[TakeNumber(ref key)];
            for (var i = 0; i < values.Length; i++)
            {
                TakePart(ref key, out var part);
                values[i] = Encoding.UTF8.GetString(part);
            }

            fields.Add(values);
        }

        return [.. fields];
    }

    /// <summary>Takes one part off a key; false where it stands for a missing field.</summary>
    public static bool TakePart(scoped ref ReadOnlySpan<byte> key, out ReadOnlySpan<byte> part)
    {
        var length = TakeNumber(ref key);
        part = length == 0 ? default : key[..(length - 1)];
        key = key[part.Length..];
        return length > 0;
    }

    public static int TakeNumber(scoped ref ReadOnlySpan<byte> bytes)
    {
        var number = 0u;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            number |= (uint)(next & 0x7f) << shift;
            if (next < 0x80)
                return (int)number;
        }
    }
}
