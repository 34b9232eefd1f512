using System.Text;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>FNV-1a, 64 bits, over UTF-8: the same number for the same text on every machine and in every version.</summary>
internal static class StableHash
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(string text)
    {
        var hash = OffsetBasis;
        foreach (var value in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ value) * Prime;

        return hash;
    }
}
