using System.Text;

namespace Elastic.ResponseActions.Fuzz.Tests;

/// <summary>Breeds inputs: pieces of a corpus put together anew, with words, bytes and bits changed. The same seed breeds the same.</summary>
internal sealed class Breeder(Random random, IReadOnlyList<byte[]> corpus)
{
    private const int LongestInput = 2_000;

    private static readonly byte[][] Words =
    [
        .. ((string[])
        [
            " and ", " or ", " not ", "(", ")", "{", "}", "[", "]", "\"", "\\", ":", ",", "*", "?", "~", "^", "/", "<=", " where ", "sequence by ", " until ", " TO ",
            "null", "true", "1e999", "-0", "\\u0000", "\\ud800", "\u202e", "\0", "\"\"\"", "{\"a\":", "[[[[", "2026-01-15T10:00:00Z", "10.0.0.0/33", "\r\n",
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    public byte[] Next()
    {
        var input = Any(corpus).ToList();
        for (var changes = 1 + random.Next(6); changes > 0; changes--)
            Change(input);
        if (input.Count > LongestInput)
            input.RemoveRange(LongestInput, input.Count - LongestInput);
        return [.. input];
    }

    private void Change(List<byte> input)
    {
        var at = random.Next(input.Count + 1);
        var length = random.Next(Math.Min(40, input.Count - at) + 1);
        switch (random.Next(6))
        {
            case 0:
                input.InsertRange(at, Any(Words));
                break;
            case 1:
                input.RemoveRange(at, length);
                break;
            case 2:
                input.InsertRange(random.Next(input.Count + 1), input.GetRange(at, length));
                break;
            case 3 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 4 when at < input.Count:
                input[at] = (byte)random.Next(256);
                break;
            default:
                var other = Any(corpus);
                var from = random.Next(other.Length);
                input.InsertRange(at, other[from..random.Next(from, other.Length)]);
                break;
        }
    }

    private byte[] Any(IReadOnlyList<byte[]> from) => from[random.Next(from.Count)];
}
