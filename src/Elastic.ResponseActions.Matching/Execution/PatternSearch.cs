using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>Runs one value through the pattern index: finds the windows that some pattern is filed under, and tries those patterns.</summary>
internal readonly ref struct PatternSearch
{
    private readonly PatternIndex _patterns;
    private readonly EventScratch _scratch;
    private readonly EventClass _class;
    private readonly int _slot;
    private readonly ReadOnlySpan<byte> _text;
    private readonly ReadOnlySpan<byte> _folded;

    public PatternSearch(PatternIndex patterns, EventScratch scratch, EventClass eventClass, int slot, ReadOnlySpan<byte> text)
    {
        _patterns = patterns;
        _scratch = scratch;
        _class = eventClass;
        _slot = slot;
        _text = text;
        _folded = scratch.Text.FoldAscii(text);
    }

    public void Run()
    {
        ref readonly var windows = ref _patterns.WindowsOf(_slot);
        ref var bits = ref Unsafe.Add(ref MemoryMarshal.GetReference(_patterns.Bits), windows.FirstWord);
        if (windows.Short != 0)
            FindShort(windows, ref bits);
        if (!windows.HasWhole || _folded.Length < PatternWindow.Length)
            return;

        // The innermost loop of all: each byte of each value passes through it.
        _scratch.Work.WindowBytes += _folded.Length;
        ref var bytes = ref MemoryMarshal.GetReference(_folded);
        var shift = windows.Shift;
        var last = _folded.Length - PatternWindow.Length;
        for (var at = 0; at <= last; at++)
        {
            var bit = (Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at)) * PatternIndex.SlotWindows.Multiplier) >> shift;
            if ((Unsafe.Add(ref bits, bit >> 5) >> (int)bit & 1) != 0)
                Try(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at)), at);
        }
    }

    // Starts and ends of one to three bytes.
    private void FindShort(in PatternIndex.SlotWindows windows, ref uint bits)
    {
        var start = 0u;
        var end = 0u;
        for (var length = 1; length < PatternWindow.Length && length <= _folded.Length; length++)
        {
            start |= (uint)_folded[length - 1] << (8 * (length - 1));
            end = (end << 8) | _folded[^length];
            if ((windows.Short >> length & 1) != 0)
                TryShort(windows, ref bits, PatternWindow.ShortStart(start, length), 0);
            if ((windows.Short >> (length + 4) & 1) != 0)
                TryShort(windows, ref bits, PatternWindow.ShortEnd(end, length), _folded.Length - PatternWindow.Length);
        }
    }

    private void TryShort(in PatternIndex.SlotWindows windows, ref uint bits, uint window, int at)
    {
        var bit = windows.BitOf(window);
        if ((Unsafe.Add(ref bits, bit >> 5) >> (int)bit & 1) != 0)
            Try(window, at);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]   // keeps the loop around it small
    private void Try(uint window, int at)
    {
        _scratch.Work.WindowProbes++;
        foreach (ref readonly var pattern in _patterns.Find(_slot, window))
        {
            if ((pattern.Owner >= 0 && !_class.IsInPlay(pattern.Owner)) || !pattern.MayStandAt(at, _folded.Length) || !IsAsked(pattern.Uses))
                continue;

            _scratch.Work.PatternTests++;
            if (pattern.IsMatch(_text, _folded))
                SetTrue(pattern.Uses);
        }
    }

    // Some rule in play asks, and does not know yet.
    private bool IsAsked(ReadOnlySpan<PredicateUse> uses)
    {
        foreach (var use in uses)
        {
            if ((use.Owner < 0 || _class.IsInPlay(use.Owner)) && !_scratch.IsTrue(use.Predicate))
                return true;
        }

        return false;
    }

    private void SetTrue(ReadOnlySpan<PredicateUse> uses)
    {
        foreach (var use in uses)
        {
            if (use.Owner < 0 || _class.IsInPlay(use.Owner))
                _scratch.SetTrue(use.Predicate);
        }
    }
}
