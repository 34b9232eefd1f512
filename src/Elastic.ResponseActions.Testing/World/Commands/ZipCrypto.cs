using System.Text;

namespace Elastic.ResponseActions.Testing.World.Commands;

/// <summary>The traditional encryption of the zip format: three keys that run along with the plain text. A safety catch, no protection.</summary>
internal sealed class ZipCrypto
{
    private uint _key0 = 0x12345678;
    private uint _key1 = 0x23456789;
    private uint _key2 = 0x34567890;

    public ZipCrypto(string password)
    {
        foreach (var letter in Encoding.ASCII.GetBytes(password))
            Follow(letter);
    }

    public void Encrypt(Span<byte> data)
    {
        foreach (ref var at in data)
        {
            var plain = at;
            at = (byte)(plain ^ Next());
            Follow(plain);
        }
    }

    private byte Next()
    {
        var bits = (ushort)(_key2 | 2);
        return (byte)((bits * (bits ^ 1)) >> 8);
    }

    private void Follow(byte plain)
    {
        _key0 = Crc32.Step(_key0, plain);
        _key1 = (_key1 + (_key0 & 0xff)) * 134775813 + 1;
        _key2 = Crc32.Step(_key2, (byte)(_key1 >> 24));
    }
}

/// <summary>The checksum of the zip format.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Entry((uint)value))];

    public static uint Of(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
            crc = Step(crc, value);
        return ~crc;
    }

    public static uint Step(uint crc, byte value) => Table[(byte)crc ^ value] ^ (crc >> 8);

    private static uint Entry(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 1 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    }
}
