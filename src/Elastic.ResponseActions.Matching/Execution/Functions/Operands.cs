namespace Elastic.ResponseActions.Matching.Execution.Functions;

/// <summary>One value of a field, bound to a variable of an expression; a missing field binds null.</summary>
internal readonly record struct Operand(int Start, int Length, bool InScratch, EventValueKind Kind, bool IsMissing)
{
    public static Operand Missing { get; } = new(0, 0, false, default, IsMissing: true);
}

/// <summary>What an expression is evaluated over: one value a variable, and room for the texts it makes.</summary>
internal ref struct Operands(ReadOnlySpan<byte> utf8Event, ReadOnlySpan<Operand> values, ScratchText? scratch)
{
    private readonly ReadOnlySpan<byte> _event = utf8Event;
    private readonly ReadOnlySpan<Operand> _values = values;
    private readonly int _textStart = scratch?.Length ?? 0;

    /// <summary>The texts made grew beyond <see cref="FunctionLimits.MaxTextBytes"/>, so that the expression has no value that can be trusted.</summary>
    public bool HasTooMuchText { get; private set; }

    /// <summary>The end of the texts made so far.</summary>
    public readonly int TextEnd => scratch!.Length;

    public readonly bool IsMissing(int variable) => _values[variable].IsMissing;

    public readonly ReadOnlySpan<byte> Text(int variable)
    {
        ref readonly var value = ref _values[variable];
        return value.InScratch ? scratch!.Slice(value.Start, value.Length) : _event.Slice(value.Start, value.Length);
    }

    public void Append(scoped ReadOnlySpan<byte> text)
    {
        if (HasRoomFor(text.Length))
            scratch!.AddRaw(text);
    }

    /// <summary>Adds a text in lower case.</summary>
    public ReadOnlySpan<byte> Folded(ReadOnlySpan<byte> text)
    {
        if (!HasRoomFor(text.Length))
            return text;

        var start = scratch!.AddFolded(text, out var length);
        return scratch.Slice(start, length);
    }

    /// <summary>The text added since a place, as a value.</summary>
    public readonly ReadOnlySpan<byte> TextSince(int start) => scratch!.Slice(start, scratch.Length - start);

    private bool HasRoomFor(int length)
    {
        HasTooMuchText |= scratch!.Length - _textStart + length > FunctionLimits.MaxTextBytes;
        return !HasTooMuchText;
    }
}

/// <summary>How much an expression may do on one event; beyond it the answer is unknown.</summary>
internal static class FunctionLimits
{
    /// <summary>Combinations of values of the fields of one expression.</summary>
    public const int MaxCombinations = 10_000;

    /// <summary>Bytes of values and constants that are looked at, and of texts that are made, over all combinations.</summary>
    public const long MaxBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of all texts that an expression makes of one combination.</summary>
    public const int MaxTextBytes = 1024 * 1024;

    /// <summary>The longest expression that is asked of each value of a field by itself, for which these bounds are not kept.</summary>
    public const int MaxPlainLength = 4096;

    /// <summary>Field names in one expression, each occurrence counted.</summary>
    public const int MaxVariables = 16;

    public const string Reason = "an expression over more values or longer texts than are tried on one event";
}
