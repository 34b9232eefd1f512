using System.Text;

namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>
/// Walks the code points of one possible token. It ends with the text or after 255 UTF-16 units, the most that Lucene's
/// tokenizer ever sees of a token; a longer word is cut there. Invalid UTF-8 reads as U+FFFD, which belongs to no word.
/// </summary>
internal ref struct WordReader
{
    private const int MaxUnits = 255;

    private readonly ReadOnlySpan<byte> _utf8;
    private int _length;
    private int _units;

    public WordReader(ReadOnlySpan<byte> utf8, int start)
    {
        _utf8 = utf8;
        Position = start;
        Load();
    }

    /// <summary>Where the current code point starts, in bytes.</summary>
    public int Position { get; private set; }

    /// <summary>The classes of the current code point; none at the end.</summary>
    public WordClass Current { get; private set; }

    public readonly bool Is(WordClass classes) => (Current & classes) != 0;

    public void Advance()
    {
        Position += _length;
        Load();
    }

    /// <summary>Passes what belongs to the character before (UAX #29, WB4).</summary>
    public void SkipExtenders()
    {
        while (Is(WordClass.Extender))
            Advance();
    }

    private void Load()
    {
        Current = WordClass.None;
        _length = 0;
        if (Position == _utf8.Length)
            return;

        var first = _utf8[Position];
        if (first < 0x80)
        {
            (_length, _units) = (1, _units + 1);
            if (_units <= MaxUnits)
                Current = WordClasses.OfAscii(first);
            return;
        }

        Rune.DecodeFromUtf8(_utf8[Position..], out var rune, out _length);
        _units += rune.Utf16SequenceLength;
        if (_units <= MaxUnits)
            Current = WordClasses.Of(rune.Value);
    }
}
