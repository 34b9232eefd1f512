using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>What may stand between the tokens of JSON: space, tab, line feed, carriage return.</summary>
internal static class JsonWhiteSpace
{
    public static bool Is(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';

    /// <summary>The position of the first byte from here on that is no white space; there has to be one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]   // rare between the tokens of an event, so kept out of the reader's loop
    public static int Skip(ref byte json, int at)
    {
        while (Is(Unsafe.Add(ref json, at)))
            at++;
        return at;
    }

    /// <summary>The text without white space around it.</summary>
    public static (int First, int Last) Trim(ReadOnlySpan<byte> json)
    {
        var (first, last) = (0, json.Length - 1);
        while (first <= last && Is(json[first]))
            first++;
        while (last > first && Is(json[last]))
            last--;
        return (first, last);
    }
}
