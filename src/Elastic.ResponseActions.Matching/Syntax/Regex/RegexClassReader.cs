using System.Diagnostics.CodeAnalysis;

namespace Elastic.ResponseActions.Matching.Syntax.Regex;

/// <summary>Reads what stands for one character out of several: <c>[a-z\d]</c>, <c>[^x]</c>, <c>\d</c> and its kin, which know ASCII only.</summary>
internal static class RegexClassReader
{
    private static readonly RegexRange[] Digits = [new('0', '9')];
    private static readonly RegexRange[] Spaces = [new('\t', '\n'), new('\r', '\r'), new(' ', ' ')];
    private static readonly RegexRange[] WordCharacters = [new('0', '9'), new('A', 'Z'), new('_', '_'), new('a', 'z')];

    /// <summary>False where an ordinary character follows; a backslash before it is read.</summary>
    public static bool TryRead(RegexScanner scanner, [NotNullWhen(true)] out RegexClass? set)
    {
        set = null;
        if (scanner.TryRead('[')) set = ReadBrackets(scanner);
        else if (scanner.TryRead('\\') && scanner.NextIsLetter) set = new RegexClass(ReadLetterEscape(scanner), Negated: false);
        return set is not null;
    }

    // The first character is an item whatever it is, so `[]]` is a bracket.
    private static RegexClass ReadBrackets(RegexScanner scanner)
    {
        var open = scanner.Position - 1;
        var negated = scanner.TryRead('^');
        var ranges = new List<RegexRange>();
        do AddItem(scanner, ranges);
        while (!scanner.AtEnd && !scanner.NextIs(']'));

        return scanner.TryRead(']')
            ? new RegexClass(ranges, negated)
            : throw scanner.Error("this `[` is never closed; add `]`, or write `\\[` for the character. A `]` that comes first, or behind `-`, is an ordinary character", open);
    }

    // An escaped character begins no range.
    private static void AddItem(RegexScanner scanner, List<RegexRange> ranges)
    {
        var start = scanner.Position;
        if (scanner.TryRead('\\'))
        {
            if (scanner.NextIsLetter) ranges.AddRange(ReadLetterEscape(scanner));
            else ranges.Add(One(scanner.ReadCodePoint()));
            return;
        }

        var first = scanner.ReadCodePoint();
        if (!scanner.TryRead('-'))
        {
            ranges.Add(One(first));
            return;
        }

        var last = scanner.ReadEscapable();
        if (last < first)
            throw scanner.Error("the range ends before it begins; write `\\-` for the character `-`", start);
        ranges.Add(new RegexRange(first, last));
    }

    private static RegexRange[] ReadLetterEscape(RegexScanner scanner)
    {
        var start = scanner.Position - 1;
        var letter = (char)scanner.ReadCodePoint();
        return letter switch
        {
            'd' => Digits,
            's' => Spaces,
            'w' => WordCharacters,
            'D' => Outside(Digits),
            'S' => Outside(Spaces),
            'W' => Outside(WordCharacters),
            _ => throw scanner.Error($"`\\{letter}` means nothing; the letters with a backslash are `\\d \\D \\s \\S \\w \\W`, and other letters take none", start),
        };
    }

    private static RegexRange[] Outside(RegexRange[] sorted)
    {
        var result = new List<RegexRange>();
        var next = 0;
        foreach (var range in sorted)
        {
            result.Add(new RegexRange(next, range.First - 1));
            next = range.Last + 1;
        }

        result.Add(new RegexRange(next, 0x10FFFF));
        return [.. result];
    }

    private static RegexRange One(int codePoint) => new(codePoint, codePoint);
}
