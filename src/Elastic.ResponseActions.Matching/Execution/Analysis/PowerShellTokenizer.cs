using System.Buffers;

namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>
/// The words of the Windows integration's <c>powershell_script_analyzer</c>, a pattern analyser that splits at
/// <c>[\W&amp;&amp;[^-]]+</c>: a word is a run of ASCII letters, digits, <c>_</c> and <c>-</c>. Words are cut at
/// <see cref="TextTokenizer.MaxTokenBytes"/>, where Elasticsearch would keep them whole: no rule asks for one that long.
/// </summary>
internal ref struct PowerShellTokenizer(ReadOnlySpan<byte> utf8)
{
    private static readonly SearchValues<byte> WordBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);

    private ReadOnlySpan<byte> _rest = utf8;

    public ReadOnlySpan<byte> Current { get; private set; }

    public bool MoveNext()
    {
        var start = _rest.IndexOfAny(WordBytes);
        if (start < 0)
            return false;

        var length = _rest[start..].IndexOfAnyExcept(WordBytes);
        var word = length < 0 ? _rest[start..] : _rest.Slice(start, length);
        Current = word.Length <= TextTokenizer.MaxTokenBytes ? word : word[..TextTokenizer.MaxTokenBytes];
        _rest = _rest[(start + word.Length)..];
        return true;
    }
}
