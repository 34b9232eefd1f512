using System.Text;
using System.Text.RegularExpressions;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using static Elastic.ResponseActions.Matching.Execution.Analysis.WordClass;

namespace Elastic.ResponseActions.Matching.Tests.Analysis;

/// <summary>
/// The slow, obvious tokenizer: the rules of UAX #29 and UTS #51, as Lucene's grammar states them, written as regular expressions
/// over a text in which each code point is replaced by a letter for its classes. From each place every length is tried, longest first.
/// </summary>
internal static class TokenGrammar
{
    private const int MaxUnits = 255;

    private static readonly Regex[] Rules = [.. new[] { Emoji(), Word(), $"(?:{Ex(SoutheastAsian)})+", Ex(Ideograph), Ex(Hiragana) }
        .Select(rule => new Regex($"^(?:{rule})$", RegexOptions.NonBacktracking))];

    public static List<string> Tokenize(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        var letters = string.Concat(runes.Select(rune => LetterOf(WordClasses.Of(rune.Value))));
        var tokens = new List<string>();
        for (var start = 0; start < runes.Length;)
        {
            var length = LongestMatch(letters, runes, start);
            if (length > 0)
                tokens.Add(string.Concat(runes.Skip(start).Take(length)));
            start += Math.Max(1, length);
        }

        return tokens;
    }

    private static int LongestMatch(string letters, Rune[] runes, int start)
    {
        var most = 0;
        for (var units = 0; start + most < runes.Length; most++)
        {
            units += runes[start + most].Utf16SequenceLength;
            if (units > MaxUnits)
                break;
        }

        return Enumerable.Range(1, most).Reverse().FirstOrDefault(length => Rules.Any(rule => rule.IsMatch(letters.AsSpan(start, length))));
    }

    private static string Word()
    {
        var (k, j, l, h, n) = (Ex(Katakana), Ex(Joiner), Ex(AnyLetter), Ex(HebrewLetter), Ex(Number));
        var katakana = $"{k}(?:(?:{j})*{k})*";
        var hebrew = $"{h}(?:{Ex(SingleQuote)}|{Ex(DoubleQuote)}{h})";
        var number = $"{n}(?:(?:(?:{j})*|{Ex(BetweenNumbers)}){n})*";
        var letters = $"{l}(?:(?:(?:{j})*|{Ex(BetweenLetters)}){l})*";
        var part = $"(?:{katakana}|(?:{hebrew}|{number}|{letters})+)";
        return $"(?:{j})*{part}(?:(?:{j})+{part})*(?:{j})*";
    }

    private static string Emoji()
    {
        var inner = $"(?:{Set(c => Has(c, Extender) && !Has(c, Selector))})*";
        var zwj = Set(c => Has(c, ZeroWidthJoiner));
        var selector = Set(c => Has(c, EmojiSelector));
        var modifier = One(EmojiModifier) + inner;
        var element = $"(?:{zwj}*{One(WordClass.Emoji)}{inner}{selector}?|(?:{zwj}*{One(EmojiModifierBase)}{inner})?{modifier})";
        var sequence = $"{element}(?:(?:{zwj}{element})*|{One(Tag)}+{One(TagEnd)})";
        var keyCap = $"{One(KeyCapBase)}{inner}{selector}?{One(KeyCap)}{inner}";
        return $"{sequence}|{keyCap}|{Ex(Regional)}{Ex(Regional)}";
    }

    // WB4: whatever extends a character belongs to it.
    private static string Ex(WordClass classes) => $"(?:{One(classes)}{One(Extender)}*)";

    private static string One(WordClass classes) => Set(c => Has(c, classes));

    private static string Set(Func<WordClass, bool> contains) =>
        $"[{string.Concat(WordClassData.Combinations.Where(contains).Select(LetterOf))}]";

    private static bool Has(WordClass set, WordClass classes) => (set & classes) != 0;

    private static char LetterOf(WordClass classes) => (char)(0x4e00 + Array.IndexOf(WordClassData.Combinations, classes));
}
