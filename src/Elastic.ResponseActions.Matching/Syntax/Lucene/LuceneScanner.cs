using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Lucene;

/// <summary>
/// Cuts a Lucene query into tokens. As in Lucene the longest token wins, a bracket starts a language of its own up to the closing
/// one, and behind a caret only a number can stand. Every character is looked at once.
/// </summary>
internal sealed class LuceneScanner
{
    private readonly string _text;
    private readonly List<LuceneToken> _tokens = [];
    private int _at;

    private LuceneScanner(string text) => _text = text;

    /// <summary>The tokens, the last of them <see cref="LuceneTokenKind.End"/> or <see cref="LuceneTokenKind.Bad"/>.</summary>
    public static IReadOnlyList<LuceneToken> Scan(string text)
    {
        var scanner = new LuceneScanner(text);
        while (scanner.ReadNext())
        {
        }

        return scanner._tokens;
    }

    private bool ReadNext()
    {
        // The language of the next token hangs on the one before it.
        var before = _tokens.Count == 0 ? LuceneTokenKind.End : _tokens[^1].Kind;
        var isBoost = before == LuceneTokenKind.Caret;
        if (!isBoost)
        {
            while (_at < _text.Length && LuceneCharacters.IsSpace(_text[_at])) _at++;
        }

        var start = _at;
        var kind = isBoost ? ReadNumber()
            : _at == _text.Length ? LuceneTokenKind.End
            : IsInRange(before) ? ReadInRange()
            : ReadPlain();
        _tokens.Add(new LuceneToken(kind, SourceSpan.Between(start, kind == LuceneTokenKind.Bad ? start : _at)));
        return kind is not (LuceneTokenKind.End or LuceneTokenKind.Bad);
    }

    private static bool IsInRange(LuceneTokenKind before) => before
        is LuceneTokenKind.RangeInclusive or LuceneTokenKind.RangeExclusive or LuceneTokenKind.RangeTo or LuceneTokenKind.RangeQuoted or LuceneTokenKind.RangeText;

    private LuceneTokenKind ReadPlain()
    {
        switch (_text[_at])
        {
            case '(': return Take(LuceneTokenKind.Open);
            case ')': return Take(LuceneTokenKind.Close);
            case ':': return Take(LuceneTokenKind.Colon);
            case '^': return Take(LuceneTokenKind.Caret);
            case '[': return Take(LuceneTokenKind.RangeInclusive);
            case '{': return Take(LuceneTokenKind.RangeExclusive);
            case '+' or '-' or '!' when _at + 1 < _text.Length && LuceneCharacters.IsSpace(_text[_at + 1]):
                _at++;
                return Take(LuceneTokenKind.BareOperator);
            case '+': return Take(LuceneTokenKind.Plus);
            case '-': return Take(LuceneTokenKind.Minus);
            case '!': return Take(LuceneTokenKind.Not);
            case '"': return ReadQuoted();
            case '/': return ReadDelimited('/', LuceneTokenKind.Regex);
            case '~': return ReadTilde();
            default: return ReadTerm();
        }
    }

    private LuceneTokenKind ReadTerm()
    {
        var start = _at;
        var stars = 0;
        var questions = 0;
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c == '*') stars++;
            else if (c == '?') questions++;
            else if (!TryTakeTermCharacter(isFirst: _at == start)) break;
            else continue;
            _at++;
        }

        if (_at == start) return LuceneTokenKind.Bad;   // also a backslash with nothing behind it
        if (stars + questions == 0) return KeywordOr(LuceneTokenKind.Term, _text.AsSpan(start, _at - start));
        if (stars == 1 && _at == start + 1) return LuceneTokenKind.Star;
        return stars == 1 && questions == 0 && _text[_at - 1] == '*' ? LuceneTokenKind.Prefix : LuceneTokenKind.Wildcard;
    }

    private static LuceneTokenKind KeywordOr(LuceneTokenKind otherwise, ReadOnlySpan<char> term) => term switch
    {
        "AND" or "&&" => LuceneTokenKind.And,
        "OR" or "||" => LuceneTokenKind.Or,
        "NOT" => LuceneTokenKind.Not,
        _ => otherwise,
    };

    /// <summary>Moves past one character of a term, or past a backslash and the character it takes the meaning from.</summary>
    private bool TryTakeTermCharacter(bool isFirst)
    {
        if (_text[_at] == '\\')
        {
            if (_at + 1 == _text.Length) return false;
            _at += 2;
            return true;
        }

        if (LuceneCharacters.EndsTerm(_text[_at], isFirst)) return false;
        _at++;
        return true;
    }

    private LuceneTokenKind ReadTilde()
    {
        _at++;
        while (_at < _text.Length && TryTakeTermCharacter(isFirst: false))
        {
        }

        return LuceneTokenKind.Tilde;
    }

    private LuceneTokenKind ReadQuoted()
    {
        for (var i = _at + 1; i < _text.Length; i++)
        {
            if (_text[i] == '\\') i++;
            else if (_text[i] == '"')
            {
                _at = i + 1;
                return LuceneTokenKind.Quoted;
            }
        }

        return LuceneTokenKind.Bad;
    }

    /// <summary>
    /// Up to the next delimiter that no backslash stands before; where there is none, up to the last that one does.
    /// The backslash is not unescaped here, whatever stands before it: so Lucene's lexer has it.
    /// </summary>
    private LuceneTokenKind ReadDelimited(char delimiter, LuceneTokenKind kind)
    {
        var end = -1;
        for (var i = _at + 1; i < _text.Length; i++)
        {
            if (_text[i] != delimiter) continue;
            end = i;
            if (_text[i - 1] != '\\') break;
        }

        if (end < 0) return LuceneTokenKind.Bad;
        _at = end + 1;
        return kind;
    }

    private LuceneTokenKind ReadNumber()
    {
        var start = _at;
        TakeDigits();
        if (_at == start) return LuceneTokenKind.Bad;

        if (_at + 1 < _text.Length && _text[_at] == '.' && char.IsAsciiDigit(_text[_at + 1]))
        {
            _at++;
            TakeDigits();
        }

        return LuceneTokenKind.Number;
    }

    private void TakeDigits()
    {
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
    }

    private LuceneTokenKind ReadInRange()
    {
        if (_text[_at] == ']') return Take(LuceneTokenKind.RangeEndInclusive);
        if (_text[_at] == '}') return Take(LuceneTokenKind.RangeEndExclusive);

        var end = _at;
        while (end < _text.Length && _text[end] is not (' ' or ']' or '}')) end++;
        if (_text[_at] == '"')
        {
            // The longer of both readings wins; of equals, the quotes.
            var start = _at;
            if (ReadDelimited('"', LuceneTokenKind.RangeQuoted) == LuceneTokenKind.RangeQuoted && _at >= end && _at > start + 2) return LuceneTokenKind.RangeQuoted;
        }

        var isTo = _text.AsSpan(_at..end) is "TO";
        _at = end;
        return isTo ? LuceneTokenKind.RangeTo : LuceneTokenKind.RangeText;
    }

    private LuceneTokenKind Take(LuceneTokenKind kind)
    {
        _at++;
        return kind;
    }
}
