using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Elastic.ResponseActions.Json;

/// <summary>SHA-256 over a list of texts, each led by its length, so that ("ab", "c") and ("a", "bc") differ.</summary>
internal static class LengthPrefixedHash
{
    public static string Of(IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
