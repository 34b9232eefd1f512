using static Elastic.ResponseActions.Matching.Execution.Analysis.WordClass;

namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>
/// The tokens of a UTF-8 text as Lucene's standard tokenizer cuts them, without allocation:
/// <c>foreach (var token in new StandardTokenizer(utf8))</c>. From each place the longest match of any rule is a token;
/// where none matches, one code point is left out.
/// </summary>
internal ref struct StandardTokenizer(ReadOnlySpan<byte> utf8)
{
    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private int _end;

    /// <summary>The bytes of the token as they stand in the text, not yet folded. Its position is its ordinal number.</summary>
    public readonly ReadOnlySpan<byte> Current => _utf8[Start.._end];

    /// <summary>Where the token starts in the text.</summary>
    public int Start { get; private set; }

    public readonly StandardTokenizer GetEnumerator() => this;

    public bool MoveNext()
    {
        Start = _end;
        while (Start < _utf8.Length)
        {
            var reader = new WordReader(_utf8, Start);
            _end = FindEnd(reader);
            if (_end > Start)
                return true;
            reader.Advance();
            Start = reader.Position;
        }

        _end = Start;
        return false;
    }

    private static int FindEnd(WordReader reader)
    {
        var end = reader.Position;
        if (reader.Is(WordStart))
            end = WordRule.FindEnd(reader);
        if (reader.Is(EmojiStart))
            end = Math.Max(end, EmojiRule.FindEnd(reader));
        if (reader.Is(SoutheastAsian))
            return FindRunEnd(reader, SoutheastAsian | Extender);
        return reader.Is(Ideograph | Hiragana) ? Math.Max(end, FindRunEnd(reader, Extender)) : end;
    }

    // Thai and its neighbours write no spaces: a run stays whole. Ideographs and hiragana stand alone.
    private static int FindRunEnd(WordReader reader, WordClass members)
    {
        do
            reader.Advance();
        while (reader.Is(members));
        return reader.Position;
    }
}
