using System.Globalization;

namespace Elastic.ResponseActions.Matching.Syntax.Regex;

/// <summary>A cursor over a regular expression that reads its smallest parts.</summary>
internal sealed class RegexScanner(RegexText text)
{
    private readonly string _pattern = text.Pattern;

    public int Position { get; private set; }

    public bool AtEnd => Position >= _pattern.Length;

    public bool AtEndOfSequence => AtEnd || _pattern[Position] is ')' or '|' or '&';

    public bool NextIs(char c) => !AtEnd && _pattern[Position] == c;

    public bool NextIsLetter => !AtEnd && char.IsAsciiLetter(_pattern[Position]);

    public QuerySyntaxException Error(string message) => text.Error(message, Position);

    public QuerySyntaxException Error(string message, int at) => text.Error(message, at, Math.Max(1, Position - at));

    public bool TryRead(char c)
    {
        if (!NextIs(c)) return false;
        Position++;
        return true;
    }

    /// <summary>Any character, whatever it means elsewhere.</summary>
    public int ReadCodePoint()
    {
        if (AtEnd)
            throw Error("the expression ends where a character has to follow");

        var isPair = char.IsHighSurrogate(_pattern[Position]) && Position + 1 < _pattern.Length && char.IsLowSurrogate(_pattern[Position + 1]);
        var codePoint = isPair ? char.ConvertToUtf32(_pattern[Position], _pattern[Position + 1]) : _pattern[Position];
        Position += isPair ? 2 : 1;
        return codePoint;
    }

    /// <summary>A character that a backslash may stand before.</summary>
    public int ReadEscapable()
    {
        TryRead('\\');
        return ReadCodePoint();
    }

    /// <summary><c>"text"</c>: in it nothing is special.</summary>
    public bool TryReadQuoted(out List<int> codePoints)
    {
        codePoints = [];
        var open = Position;
        if (!TryRead('"')) return false;

        while (!TryRead('"'))
        {
            if (AtEnd)
                throw Error("this `\"` is never closed; add `\"`, or write `\\\"` for the character", open);
            codePoints.Add(ReadCodePoint());
        }

        return true;
    }

    /// <summary><c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>.</summary>
    public bool TryReadCounts(out int min, out int? max)
    {
        (min, max) = (0, null);
        var open = Position;
        if (!TryRead('{')) return false;

        min = ReadNumber("a number has to follow `{`; write `\\{` for the character");
        if (!TryRead(',')) max = min;
        else if (!NextIs('}')) max = ReadNumber("a number or `}` has to follow");
        if (!TryRead('}'))
            throw Error("`}` has to follow the counts");
        if (max < min)
            throw Error("the second count is smaller than the first", open);
        return true;
    }

    /// <summary><c>&lt;n-m&gt;</c>.</summary>
    public bool TryReadInterval(out RegexInterval interval)
    {
        interval = new RegexInterval(0, 0, 0);
        var open = Position;
        if (!TryRead('<')) return false;

        var close = _pattern.IndexOf('>', open);
        if (close < 0)
            throw Error("this `<` is never closed; an interval is `<1-99>`; write `\\<` for the character", open);

        var bounds = _pattern[(open + 1)..close].Split('-');
        Position = close + 1;
        if (bounds.Length != 2 || !TryParse(bounds[0], out var first) || !TryParse(bounds[1], out var last))
            throw Error("expected an interval of whole numbers like `<1-99>`; write `\\<` for the character", open);

        var digits = bounds[0].Length == bounds[1].Length ? bounds[0].Length : 0;
        interval = new RegexInterval(Math.Min(first, last), Math.Max(first, last), digits);
        return true;
    }

    private int ReadNumber(string missing)
    {
        var start = Position;
        while (!AtEnd && char.IsAsciiDigit(_pattern[Position])) Position++;
        if (start == Position)
            throw Error(missing);
        return TryParse(_pattern[start..Position], out var number) ? number : throw Error($"the count is larger than {int.MaxValue.ToString("N0", CultureInfo.InvariantCulture)}", start);
    }

    private static bool TryParse(string digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
