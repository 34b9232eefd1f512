using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>A pattern as the <see cref="PatternIndex"/> files it: where its window has to stand, and the predicates that it makes true.</summary>
internal readonly struct FiledPattern(GlobPattern pattern, PatternWindow window, PredicateUse[] uses)
{
    private readonly GlobPattern _pattern = pattern;
    private readonly PredicateUse[] _uses = uses;
    private readonly WindowContext _context = WindowContext.Of(pattern, window);
    private readonly int _offset = window.Offset;
    private readonly PatternAnchor _anchor = window.Anchor;

    /// <summary>The only rule that asks for it, or <see cref="PredicateUse.Anyone"/>.</summary>
    public int Owner { get; } = uses.Length == 1 ? uses[0].Owner : PredicateUse.Anyone;

    public ReadOnlySpan<PredicateUse> Uses => _uses;

    /// <summary>Whether the window stands where the pattern needs it, among bytes that it needs.</summary>
    /// <param name="at">Where it was found.</param>
    /// <param name="folded">The value, folded; eight bytes behind it can be read.</param>
    public bool MayFit(int at, ReadOnlySpan<byte> folded) => _context.MayFit(folded, at) && _anchor switch
    {
        PatternAnchor.Start => at == _offset,
        PatternAnchor.End => at == folded.Length - _offset - PatternWindow.Length,
        _ => true,
    };

    public bool IsMatch(ReadOnlySpan<byte> value, ReadOnlySpan<byte> folded) =>
        _pattern.IgnoreCase ? _pattern.IsMatchOfFolded(folded) : _pattern.IsMatch(value);
}
