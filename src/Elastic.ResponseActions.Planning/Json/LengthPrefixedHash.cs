using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Elastic.ResponseActions.Json;

/// <summary>SHA-256 over a list of texts, each led by its length, so that ("ab", "c") and ("a", "bc") differ.</summary>
internal static class LengthPrefixedHash
{
    public static string Of(IEnumerable<string> texts)
    {
        // In one go: a hash that is fed piece by piece costs several times as much, and each action is hashed often.
        var hashed = new ArrayBufferWriter<byte>(512);
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetByteCount(text);
            var into = hashed.GetSpan(sizeof(int) + bytes);
            BinaryPrimitives.WriteInt32LittleEndian(into, bytes);
            Encoding.UTF8.GetBytes(text, into[sizeof(int)..]);
            hashed.Advance(sizeof(int) + bytes);
        }

        return Convert.ToHexStringLower(SHA256.HashData(hashed.WrittenSpan));
    }
}
