using System.Buffers.Binary;
using System.Text;

namespace Elastic.ResponseActions.Testing.Tests.Routes;

/// <summary>Reads the one stored entry of a zip under the format's traditional encryption, written down from the format's description and not from the fake.</summary>
internal static class PlainZip
{
    public static string Read(byte[] zip, string password)
    {
        Assert.Equal("PK\u0003\u0004"u8, zip.AsSpan(0, 4));
        Assert.Equal(1, zip[6] & 1);
        var size = BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(18));
        var start = 30 + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(28));
        uint a = 305419896, b = 591751049, c = 878082192;
        foreach (var letter in password)
            Update((byte)letter);
        var plain = new byte[size];
        for (var i = 0; i < size; i++)
        {
            var temp = (c | 2) & 0xffff;
            plain[i] = (byte)(zip[start + i] ^ (byte)((temp * (temp ^ 1)) >> 8));
            Update(plain[i]);
        }
        Assert.Equal((byte)(BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(14)) >> 24), plain[11]);
        return Encoding.UTF8.GetString(plain, 12, size - 12);

        void Update(byte value)
        {
            a = Crc(a, value);
            b = (b + (a & 0xff)) * 134775813 + 1;
            c = Crc(c, (byte)(b >> 24));
        }
    }

    private static uint Crc(uint crc, byte value)
    {
        crc ^= value;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        return crc;
    }
}
