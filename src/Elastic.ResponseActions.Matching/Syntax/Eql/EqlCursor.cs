using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Eql;

/// <summary>The current token, and the steps from one to the next.</summary>
internal sealed class EqlCursor
{
    private readonly EqlLexer _lexer;

    public EqlCursor(string text)
    {
        Text = text;
        Errors = new EqlErrors(text);
        _lexer = new EqlLexer(text, Errors);
        Current = _lexer.Read();
    }

    public string Text { get; }

    public EqlErrors Errors { get; }

    public EqlToken Current { get; private set; }

    /// <summary>Where the last token taken ended.</summary>
    public int LastEnd { get; private set; }

    /// <summary>The current token is followed by a digit.</summary>
    public bool IsBeforeDigit
    {
        get
        {
            var next = Text.AsSpan(Current.End).TrimStart(' ');
            return !next.IsEmpty && char.IsAsciiDigit(next[0]);
        }
    }

    public EqlToken Take()
    {
        var taken = Current;
        LastEnd = taken.End;
        Current = _lexer.Read();
        return taken;
    }

    public bool TryTake(EqlTokenKind kind)
    {
        if (Current.Kind != kind) return false;
        Take();
        return true;
    }

    public EqlToken Take(EqlTokenKind kind, string expected) => Current.Kind == kind ? Take() : throw Errors.Expected(Current, expected);

    public void Close(EqlTokenKind kind, EqlToken open, string expected)
    {
        if (!TryTake(kind)) throw Errors.ExpectedClosing(Current, open, expected);
    }

    /// <summary>From a place to the end of the last token taken.</summary>
    public SourceSpan Since(int start) => SourceSpan.Between(start, LastEnd);
}
