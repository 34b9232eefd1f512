namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>The tokens of a UTF-8 text as Lucene's standard tokenizer cuts them; allocation-free. <c>foreach (var token in new StandardTokenizer(utf8))</c>.</summary>
internal ref struct StandardTokenizer(ReadOnlySpan<byte> utf8)
{
    private readonly ReadOnlySpan<byte> _utf8 = utf8;

    /// <summary>The bytes of the token as they stand in the text, not yet folded. Its position is its ordinal number.</summary>
    public ReadOnlySpan<byte> Current => _utf8;

    /// <summary>Where the token starts in the text.</summary>
    public int Start => throw new NotImplementedException();

    public readonly StandardTokenizer GetEnumerator() => this;

    public bool MoveNext() => throw new NotImplementedException();
}
