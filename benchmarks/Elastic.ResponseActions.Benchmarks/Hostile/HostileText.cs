using System.Text;

namespace Elastic.ResponseActions.Benchmarks.Hostile;

/// <summary>Text that looks like what rules ask for, over and over: whole literals, their beginnings, and ordinary words between.</summary>
internal static class HostileText
{
    private const int Seed = 7;

    private static readonly string[] Words =
        ["powershell.exe", "-NoProfile", "-Command", "C:\\Windows\\System32\\", "/usr/bin/env", "\"", " ", " ", " && ", "--config=", "C:\\Users\\a\\AppData\\Local\\Temp\\", "http://", ".exe"];

    /// <param name="fragments">Pieces of literals.</param>
    /// <param name="bytes">The length in UTF-8.</param>
    /// <param name="isPlain">Leaves out what JSON has to escape.</param>
    public static string CommandLine(IReadOnlyList<string> fragments, int bytes, bool isPlain)
    {
        var random = new Random(Seed);
        var pieces = fragments.Concat(Words).Where(piece => !isPlain || piece.All(IsPlain)).ToArray();
        var result = new StringBuilder(bytes + 64);
        var length = 0;
        while (length < bytes)
        {
            var piece = pieces[random.Next(pieces.Length)];
            piece = random.Next(3) == 0 ? piece[..^1] : piece;   // a near miss
            piece = random.Next(2) == 0 ? piece + " " : piece;
            result.Append(piece);
            length += Encoding.UTF8.GetByteCount(piece);
        }

        return result.ToString();
    }

    /// <summary>Values that are the literals, or nearly.</summary>
    public static IEnumerable<string> Values(IReadOnlyList<string> fragments, int count)
    {
        var random = new Random(Seed);
        for (var i = 0; i < count; i++)
        {
            var text = fragments[random.Next(fragments.Count)];
            yield return random.Next(4) switch
            {
                0 => text,
                1 => text[..^1],
                2 => text + "x",
                _ => "x" + text,
            };
        }
    }

    /// <summary>The text with letters of two, three and four bytes strewn in.</summary>
    public static string WithOtherScripts(string text)
    {
        string[] letters = ["й", "日", "😀", "é", "ß"];
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (i % 3 == 2 && !char.IsLowSurrogate(text[i]))
                result.Append(letters[i % letters.Length]);
            result.Append(text[i]);
        }

        return result.Append("юя").ToString();
    }

    private static bool IsPlain(char c) => c is >= ' ' and < '\u007F' and not '"' and not '\\';
}
