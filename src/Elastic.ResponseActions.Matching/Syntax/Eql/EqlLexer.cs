namespace Elastic.ResponseActions.Matching.Syntax.Eql;

/// <summary>
/// Cuts EQL text into tokens, one at a time and each character once: the longest token wins, as in Elasticsearch's grammar.
/// Tokens are places in the text; nothing is copied here.
/// </summary>
internal sealed class EqlLexer(string text, EqlErrors errors)
{
    private int _position;

    /// <summary>The next token; comments and white space are passed over.</summary>
    public EqlToken Read()
    {
        SkipHidden();
        var start = _position;
        if (start >= text.Length) return new EqlToken(EqlTokenKind.End, text.Length, text.Length);

        var c = text[start];
        if (char.IsAsciiLetter(c) || c is '_' or '@') return ReadWord(start);
        if (char.IsAsciiDigit(c) || (c == '.' && IsDigitAt(start + 1))) return ReadNumber(start);
        return c switch
        {
            '"' => EqlTextReader.IsRawAt(text, start) ? ReadRawText(start) : ReadText(start),
            '`' => ReadQuotedIdentifier(start),
            '=' => IsAt(start + 1, '=') ? Sign(EqlTokenKind.Equal, 2) : Sign(EqlTokenKind.Assign, 1),
            '<' => IsAt(start + 1, '=') ? Sign(EqlTokenKind.LessOrEqual, 2) : Sign(EqlTokenKind.Less, 1),
            '>' => IsAt(start + 1, '=') ? Sign(EqlTokenKind.GreaterOrEqual, 2) : Sign(EqlTokenKind.Greater, 1),
            '!' when IsAt(start + 1, '=') => Sign(EqlTokenKind.NotEqual, 2),
            '!' when IsAt(start + 1, '[') => Sign(EqlTokenKind.MissingOpen, 2),
            '?' when IsAt(start + 1, '"') || IsAt(start + 1, '\'') => throw EqlErrors.OldRawText(start),
            ':' => Sign(EqlTokenKind.Colon, 1),
            '+' => Sign(EqlTokenKind.Plus, 1),
            '-' => Sign(EqlTokenKind.Minus, 1),
            '*' => Sign(EqlTokenKind.Star, 1),
            '/' => IsAt(start + 1, '*') ? throw EqlErrors.UnclosedComment(start) : Sign(EqlTokenKind.Slash, 1),
            '%' => Sign(EqlTokenKind.Percent, 1),
            '.' => Sign(EqlTokenKind.Dot, 1),
            ',' => Sign(EqlTokenKind.Comma, 1),
            '[' => Sign(EqlTokenKind.OpenBracket, 1),
            ']' => Sign(EqlTokenKind.CloseBracket, 1),
            '(' => Sign(EqlTokenKind.OpenParenthesis, 1),
            ')' => Sign(EqlTokenKind.CloseParenthesis, 1),
            '|' => Sign(EqlTokenKind.Pipe, 1),
            '?' => Sign(EqlTokenKind.Optional, 1),
            _ => throw errors.NoToken(start),
        };
    }

    private EqlToken Sign(EqlTokenKind kind, int length)
    {
        var start = _position;
        _position += length;
        return new EqlToken(kind, start, _position);
    }

    private EqlToken ReadWord(int start)
    {
        var end = start + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;

        var kind = EqlKeywords.KindOf(text.AsSpan(start, end - start));
        if (IsAt(end, '~') && char.IsAsciiLetter(text[start]))
        {
            kind = kind switch
            {
                EqlTokenKind.In => EqlTokenKind.InIgnoreCase,
                EqlTokenKind.Like => EqlTokenKind.LikeIgnoreCase,
                EqlTokenKind.Regex => EqlTokenKind.RegexIgnoreCase,
                _ => EqlTokenKind.TildeIdentifier,
            };
            end++;
        }

        _position = end;
        return new EqlToken(kind, start, end);
    }

    private EqlToken ReadNumber(int start)
    {
        var end = SkipDigits(start);
        var kind = EqlTokenKind.Integer;
        if (IsAt(end, '.'))
        {
            kind = EqlTokenKind.Decimal;
            end = SkipDigits(end + 1);
        }

        if (IsAt(end, 'e') || IsAt(end, 'E'))
        {
            var digits = IsAt(end + 1, '+') || IsAt(end + 1, '-') ? end + 2 : end + 1;
            if (IsDigitAt(digits))
            {
                kind = EqlTokenKind.Decimal;
                end = SkipDigits(digits);
            }
        }

        _position = end;
        return new EqlToken(kind, start, end);
    }

    private EqlToken ReadText(int start)
    {
        var end = start + 1;
        while (end < text.Length && text[end] is not ('"' or '\r' or '\n'))
        {
            if (text[end] == '\\') end += EqlTextReader.EscapeLength(text, end, errors);
            else end++;
        }

        if (!IsAt(end, '"')) throw errors.UnclosedText(start, end);
        _position = end + 1;
        return new EqlToken(EqlTokenKind.Text, start, _position);
    }

    private EqlToken ReadRawText(int start)
    {
        var end = EqlTextReader.RawEnd(text, start);
        if (end < 0) throw EqlErrors.UnclosedRawText(start);
        _position = end;
        return new EqlToken(EqlTokenKind.RawText, start, end);
    }

    private EqlToken ReadQuotedIdentifier(int start)
    {
        var end = start + 1;
        while (end < text.Length && (text[end] != '`' || IsAt(end + 1, '`'))) end += text[end] == '`' ? 2 : 1;
        if (!IsAt(end, '`')) throw EqlErrors.UnclosedIdentifier(start);
        _position = end + 1;
        return new EqlToken(EqlTokenKind.QuotedIdentifier, start, _position);
    }

    private void SkipHidden()
    {
        while (_position < text.Length)
        {
            if (text[_position] is ' ' or '\t' or '\r' or '\n')
            {
                _position++;
            }
            else if (IsAt(_position, '/') && IsAt(_position + 1, '/'))
            {
                var length = text.AsSpan(_position).IndexOfAny('\r', '\n');
                _position = length < 0 ? text.Length : _position + length;
            }
            else if (!TrySkipBlockComment())
            {
                return;
            }
        }
    }

    // Comments nest. One that is not closed as often as it is opened ends with the last `*/` of the text, as Elasticsearch's lexer
    // has it: so this looks ahead to the end of the text at most once.
    private bool TrySkipBlockComment()
    {
        if (!IsAt(_position, '/') || !IsAt(_position + 1, '*')) return false;

        var lastEnd = -1;
        var depth = 1;
        for (var i = _position + 2; i + 1 < text.Length; i++)
        {
            if (text[i] == '*' && text[i + 1] == '/')
            {
                lastEnd = ++i + 1;
                if (--depth == 0) break;
            }
            else if (text[i] == '/' && text[i + 1] == '*')
            {
                depth++;
                i++;
            }
        }

        if (lastEnd < 0) return false;
        _position = lastEnd;
        return true;
    }

    private int SkipDigits(int index)
    {
        while (IsDigitAt(index)) index++;
        return index;
    }

    private bool IsAt(int index, char c) => index < text.Length && text[index] == c;

    private bool IsDigitAt(int index) => index < text.Length && char.IsAsciiDigit(text[index]);
}
