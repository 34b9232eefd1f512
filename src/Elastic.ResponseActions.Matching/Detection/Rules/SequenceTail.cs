using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// What lies behind the key of an open sequence: where the rule suppresses alerts, the terms that all events so far share; then the id of each event.
/// </summary>
internal static class SequenceTail
{
    public static void Write(KeyBuffer target, ReadOnlySpan<byte> id, ReadOnlySpan<byte> terms, bool hasTerms)
    {
        if (hasTerms)
        {
            target.WriteShort(terms.Length);
            target.Write(terms);
        }

        target.WriteShort(id.Length);
        target.Write(id);
    }

    /// <summary>Adds an event.</summary>
    public static void Append(StateCells cells, int cell, ReadOnlySpan<byte> id, ReadOnlySpan<byte> terms, bool hasTerms, KeyBuffer scratch)
    {
        scratch.Clear();
        if (!hasTerms)
        {
            scratch.WriteShort(id.Length);
            scratch.Write(id);
            var length = cells.Tail(cell).Length;
            cells.ResizeTail(cell, length + scratch.Length);
            scratch.Written.CopyTo(cells.Tail(cell)[length..]);
            return;
        }

        ReadOnlySpan<byte> tail = cells.Tail(cell);
        SharedTerms.Write(TakeTerms(ref tail), terms, scratch);
        var shared = scratch.Length;
        scratch.WriteShort(shared);
        scratch.Write(scratch.Slice(0, shared));
        scratch.Write(tail);
        scratch.WriteShort(id.Length);
        scratch.Write(id);
        cells.SetTail(cell, scratch.Written[shared..]);
    }

    public static ReadOnlySpan<byte> TakeTerms(scoped ref ReadOnlySpan<byte> tail) => TakeId(ref tail);

    public static ReadOnlySpan<byte> TakeId(scoped ref ReadOnlySpan<byte> tail)
    {
        var length = KeyText.TakeNumber(ref tail);
        var id = tail[..length];
        tail = tail[length..];
        return id;
    }
}
