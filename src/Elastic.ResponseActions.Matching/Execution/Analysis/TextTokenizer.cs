namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>The words of a text by the analyser of its field, not yet folded; without allocation.</summary>
internal ref struct TextTokenizer(TextAnalyzer analyzer, ReadOnlySpan<byte> utf8)
{
    /// <summary>No token is longer, folded or not: 255 UTF-16 units of at most three UTF-8 bytes each.</summary>
    public const int MaxTokenBytes = 255 * 3;

    private StandardTokenizer _standard = new(utf8);
    private PowerShellTokenizer _powerShell = new(utf8);

    public readonly ReadOnlySpan<byte> Current => analyzer == TextAnalyzer.Standard ? _standard.Current : _powerShell.Current;

    public readonly TextTokenizer GetEnumerator() => this;

    public bool MoveNext() => analyzer == TextAnalyzer.Standard ? _standard.MoveNext() : _powerShell.MoveNext();
}
