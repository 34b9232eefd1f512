using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Execution.Reading;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>Runs one value through the pattern index: finds the windows that some pattern is filed under, and tries those patterns.</summary>
internal readonly ref struct PatternSearch
{
    private const int WindowsAtOnce = 4;

    private readonly PatternIndex _patterns;
    private readonly EventScratch _scratch;
    private readonly int _slot;
    private readonly ReadOnlySpan<byte> _text;
    private readonly ReadOnlySpan<byte> _folded;

    public PatternSearch(PatternIndex patterns, EventScratch scratch, int slot, ReadOnlySpan<byte> text)
    {
        _patterns = patterns;
        _scratch = scratch;
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
        for (var at = 0; at <= last; at += WindowsAtOnce)
        {
            var word = LittleEndian.Read(ref Unsafe.Add(ref bytes, at));
            var found = BitOf(word, shift, ref bits) | BitOf(word >> 8, shift, ref bits) | BitOf(word >> 16, shift, ref bits) | BitOf(word >> 24, shift, ref bits);
            if ((found & 1) != 0)
                TryEach(word, at, last, shift, ref bits);
        }
    }

    // In bit 0 of the answer.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint BitOf(ulong window, int shift, ref uint bits)
    {
        var bit = ((uint)window * PatternIndex.SlotWindows.Multiplier) >> shift;
        return Unsafe.Add(ref bits, (nuint)(bit >> 5)) >> (int)bit;
    }

    private void TryEach(ulong word, int at, int last, int shift, ref uint bits)
    {
        for (var end = Math.Min(at + WindowsAtOnce - 1, last); at <= end; at++)
        {
            if ((BitOf(word, shift, ref bits) & 1) != 0)
                Try((uint)word, at);
            word >>= 8;
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
            if (!pattern.MayFit(at, _folded) || !_scratch.Found.IsAnyNew(pattern.Uses))
                continue;

            _scratch.Work.PatternTests++;
            if (pattern.IsMatch(_text, _folded))
                _scratch.Found.Add(pattern.Uses);
        }
    }
}
