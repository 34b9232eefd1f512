using System.Globalization;
using System.Text;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using static Elastic.ResponseActions.Matching.Execution.Analysis.WordClass;

namespace Elastic.ResponseActions.Matching.Tests.Analysis;

/// <summary>Unicode's own samples: a token is a stretch between two breaks that has something of a word in it.</summary>
public sealed class WordBreakTests
{
    private const WordClass Words = AnyLetter | Number | Katakana | Ideograph | Hiragana | SoutheastAsian | Emoji;

    public static TheoryData<string> Samples =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", "word-breaks.cases")).Where(line => line[0] != '#')];

    [Theory]
    [MemberData(nameof(Samples))]
    public void MoveNext_UnicodeSample_BreaksThere(string sample)
    {
        var stretches = sample.Split('÷', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(stretch => string.Concat(stretch.Split('×').Select(code => char.ConvertFromUtf32(int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))))
            .ToArray();
        var tokens = new List<string>();
        foreach (var token in new StandardTokenizer(Encoding.UTF8.GetBytes(string.Concat(stretches))))
            tokens.Add(Encoding.UTF8.GetString(token));

        Assert.Equal(stretches.Where(IsToken), tokens);
    }

    private static bool IsToken(string stretch)
    {
        var classes = stretch.EnumerateRunes().Select(rune => WordClasses.Of(rune.Value)).ToArray();
        return classes.Any(c => (c & Words) != 0) || classes.Count(c => (c & Regional) != 0) == 2;
    }
}
