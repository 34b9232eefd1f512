namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>A pattern over a whole text: literal characters, <c>*</c> for any run, <c>?</c> for any one character.</summary>
internal sealed record WildcardPattern(IReadOnlyList<WildcardPattern.Symbol> Symbols)
{
    internal enum Kind
    {
        Literal,
        AnyOne,
        AnyRun,
    }

    internal readonly record struct Symbol(Kind Kind, char Literal = default);

    /// <summary>KQL: only the star is special, and the parser has split the text at the stars.</summary>
    public static WildcardPattern OfKql(IReadOnlyList<string> parts)
    {
        var symbols = new List<Symbol>();
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
            {
                symbols.Add(new Symbol(Kind.AnyRun));
            }

            symbols.AddRange(parts[i].Select(character => new Symbol(Kind.Literal, character)));
        }

        return new WildcardPattern(symbols);
    }

    /// <summary>Query DSL: <c>*</c>, <c>?</c>, and a backslash before a character that stands for itself; a trailing backslash is one.</summary>
    public static WildcardPattern OfDsl(string pattern) => OfDsl(pattern, character => character);

    /// <summary>With what no backslash stands before changed, for a field that folds case.</summary>
    public static WildcardPattern OfDsl(string pattern, Func<char, char> change)
    {
        var symbols = new List<Symbol>();
        for (var i = 0; i < pattern.Length; i++)
        {
            symbols.Add(pattern[i] switch
            {
                '*' => new Symbol(Kind.AnyRun),
                '?' => new Symbol(Kind.AnyOne),
                '\\' when i + 1 < pattern.Length => new Symbol(Kind.Literal, pattern[++i]),
                var character => new Symbol(Kind.Literal, character == '\\' ? character : change(character)),
            });
        }

        return new WildcardPattern(symbols);
    }

    /// <summary>EQL's <c>:</c> and <c>like</c>: <c>*</c> and <c>?</c>, and nothing escapes them.</summary>
    public static WildcardPattern OfEql(string pattern) => new([.. pattern.Select(character => character switch
    {
        '*' => new Symbol(Kind.AnyRun),
        '?' => new Symbol(Kind.AnyOne),
        _ => new Symbol(Kind.Literal, character),
    })]);

    /// <summary>The same pattern with its literal characters changed, for a field that folds case.</summary>
    public WildcardPattern Map(Func<char, char> change) =>
        new([.. Symbols.Select(symbol => symbol.Kind == Kind.Literal ? symbol with { Literal = change(symbol.Literal) } : symbol)]);

    public bool Fits(string text)
    {
        int symbol = 0, at = 0;
        int lastRun = -1, runEnd = 0;
        while (at < text.Length)
        {
            if (symbol < Symbols.Count && Symbols[symbol].Kind == Kind.AnyRun)
            {
                lastRun = symbol++;
                runEnd = at;
            }
            else if (symbol < Symbols.Count && Symbols[symbol].Kind == Kind.AnyOne)
            {
                symbol++;
                at += CharacterLength(text, at);
            }
            else if (symbol < Symbols.Count && Symbols[symbol].Literal == text[at])
            {
                symbol++;
                at++;
            }
            else if (lastRun >= 0)
            {
                // What follows the last star does not fit here: let that star swallow one character more.
                runEnd += CharacterLength(text, runEnd);
                at = runEnd;
                symbol = lastRun + 1;
            }
            else
            {
                return false;
            }
        }

        return Symbols.Skip(symbol).All(left => left.Kind == Kind.AnyRun);
    }

    private static int CharacterLength(string text, int at) => char.IsSurrogatePair(text, at) ? 2 : 1;
}
