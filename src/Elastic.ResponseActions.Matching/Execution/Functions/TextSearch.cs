using System.Buffers;
using System.Text;

namespace Elastic.ResponseActions.Matching.Execution.Functions;

/// <summary>
/// Places in UTF-8 text, and positions as Elasticsearch counts them: in UTF-16 units. Both texts of a search may come from an
/// event, so a long search is done in linear time (Knuth, Morris and Pratt), a short one by the vector search of the platform.
/// </summary>
internal static class TextSearch
{
    private const long MaxPlainWork = 1 << 18;

    public static int Length(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetCharCount(utf8);

    /// <summary>The byte where a position is; the end where it lies beyond. A position inside a surrogate pair is moved behind the pair, or before it.</summary>
    public static int ByteAt(ReadOnlySpan<byte> utf8, int position, bool before = false)
    {
        var at = 0;
        var units = 0;
        while (at < utf8.Length && units < position)
        {
            var next = at + 1;
            while (next < utf8.Length && (utf8[next] & 0xc0) == 0x80)
                next++;
            units += next - at == 4 ? 2 : 1;
            if (before && units > position)
                return at;
            at = next;
        }

        return at;
    }

    public static int IndexOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted) =>
        (long)text.Length * wanted.Length <= MaxPlainWork ? text.IndexOf(wanted) : Search(text, wanted, last: false);

    public static int LastIndexOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted) =>
        (long)text.Length * wanted.Length <= MaxPlainWork ? text.LastIndexOf(wanted) : Search(text, wanted, last: true);

    private static int Search(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted, bool last)
    {
        if (wanted.Length > text.Length)
            return -1;

        // fallback[i]: how much of the start of the wanted text also ends at i.
        var fallback = ArrayPool<int>.Shared.Rent(wanted.Length);
        var matched = 0;
        fallback[0] = 0;
        for (var i = 1; i < wanted.Length; i++)
        {
            while (matched > 0 && wanted[i] != wanted[matched])
                matched = fallback[matched - 1];
            matched += wanted[i] == wanted[matched] ? 1 : 0;
            fallback[i] = matched;
        }

        var found = -1;
        matched = 0;
        for (var i = 0; i < text.Length; i++)
        {
            while (matched > 0 && text[i] != wanted[matched])
                matched = fallback[matched - 1];
            if (text[i] == wanted[matched] && ++matched == wanted.Length)
            {
                found = i + 1 - matched;
                if (!last)
                    break;
                matched = fallback[matched - 1];
            }
        }

        ArrayPool<int>.Shared.Return(fallback);
        return found;
    }
}
