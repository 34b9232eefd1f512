namespace Elastic.ResponseActions.Matching.Syntax.Kql;

/// <summary>A cursor over query text that reads KQL's tokens. A failed read leaves the position where it was.</summary>
internal sealed class KqlScanner(string text, QueryBudget budget)
{
    private int _position;

    public int Position
    {
        get => _position;
        set => _position = value;
    }

    public bool AtEnd => _position >= text.Length;

    public void SkipSpaces()
    {
        while (KqlCharacters.IsSpaceAt(text, _position)) _position++;
    }

    public bool TryRead(char c)
    {
        if (AtEnd || text[_position] != c) return false;
        _position++;
        return true;
    }

    /// <summary>Reads <c>and</c> or <c>or</c> with the white space that it needs on both sides.</summary>
    public bool TryReadConjunction(string word)
    {
        var start = _position;
        SkipSpaces();
        if (_position > start && TryReadWordAndSpaces(word)) return true;
        _position = start;
        return false;
    }

    /// <summary>Reads <c>not</c> with the white space that it needs behind it.</summary>
    public bool TryReadNot() => TryReadWordAndSpaces("not");

    public bool TryReadRangeOperator(out RangeOperator op)
    {
        op = RangeOperator.Less;
        if (AtEnd || text[_position] is not ('<' or '>')) return false;

        var greater = text[_position++] == '>';
        op = (greater, TryRead('=')) switch
        {
            (false, false) => RangeOperator.Less,
            (false, true) => RangeOperator.LessOrEqual,
            (true, false) => RangeOperator.Greater,
            (true, true) => RangeOperator.GreaterOrEqual,
        };
        return true;
    }

    public bool TryReadLiteral(out KqlLiteral literal) => KqlLiteralReader.TryRead(text, ref _position, budget, out literal);

    private bool TryReadWordAndSpaces(string word)
    {
        var end = _position + word.Length;
        if (!KqlCharacters.IsWordAt(text, _position, word) || !KqlCharacters.IsSpaceAt(text, end)) return false;
        _position = end;
        SkipSpaces();
        return true;
    }
}
