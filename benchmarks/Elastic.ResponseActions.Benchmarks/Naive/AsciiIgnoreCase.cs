using System.Text;

namespace Elastic.ResponseActions.Benchmarks.Naive;

/// <summary>Texts are the same where they differ in the case of ASCII letters only.</summary>
internal sealed class AsciiIgnoreCase : IEqualityComparer<string>
{
    public bool Equals(string? x, string? y)
    {
        if (x is null || y is null || x.Length != y.Length)
            return ReferenceEquals(x, y);
        if (Ascii.IsValid(x) && Ascii.IsValid(y))
            return Ascii.EqualsIgnoreCase(x, y);
        for (var i = 0; i < x.Length; i++)
        {
            if (Fold(x[i]) != Fold(y[i]))
                return false;
        }

        return true;
    }

    public int GetHashCode(string text)
    {
        var hash = 17;
        foreach (var c in text)
            hash = (hash * 31) + Fold(c);
        return hash;
    }

    private static char Fold(char c) => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
}
