using System.Text;
using Elastic.ResponseActions.Matching.Compilation;
using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Benchmarks.Naive;

/// <summary>A value of a flattened event.</summary>
internal sealed class FlatValue(string text, EventValueKind kind)
{
    private byte[]? _utf8;
    private string? _folded;
    private byte[]? _foldedUtf8;
    private MatchWork _work;   // counted and never read: the yardstick is the time

    public string Text => text;

    public EventValueKind Kind => kind;

    public bool BeyondKeyword { get; } = text.Length > KeywordLimit.MaxChars;

    public string Folded => _folded ??= FoldedText.Of(text);

    public byte[] Utf8(bool folded) => folded
        ? _foldedUtf8 ??= Encoding.UTF8.GetBytes(Folded)
        : _utf8 ??= Encoding.UTF8.GetBytes(text);

    public EventValue AsEventValue(bool folded, long nowUtcMillis) => new(Utf8(folded), kind, BeyondKeyword, nowUtcMillis, ref _work);
}
