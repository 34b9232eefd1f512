using System.Buffers.Binary;
using System.Text;

namespace Elastic.ResponseActions.Testing.World.Commands;

/// <summary>
/// Packs one file as the agents do: a zip under the agent type's well-known password, in the traditional encryption of the zip format, so that a reader
/// without the password fails here as it does there. The seed is the file's own content: the same world gives the same bytes.
/// </summary>
internal static class Archive
{
    private const int LocalHeader = 0x04034b50, CentralHeader = 0x02014b50, EndOfDirectory = 0x06054b50;
    private const ushort Encrypted = 1, Utf8Name = 0x0800;
    private const int CryptHeaderLength = 12;

    public static FakeDownload Of(HostTask task, string fileName, ReadOnlySpan<byte> content) =>
        new(task.IsEndpoint ? $"{task.Action.Command}-{task.Host.AgentId}.zip" : $"{fileName}.zip", "application/zip", Zip(fileName, content, task.IsEndpoint ? "elastic" : "Elastic@123"));

    public static byte[] Zip(string fileName, ReadOnlySpan<byte> content, string password)
    {
        var name = Encoding.UTF8.GetBytes(fileName);
        var crc = Crc32.Of(content);
        var data = Encrypt(content, crc, password);
        using var zip = new MemoryStream();
        WriteHeader(zip, LocalHeader, name, crc, data.Length, content.Length, isCentral: false);
        zip.Write(data);
        var directory = (int)zip.Length;
        WriteHeader(zip, CentralHeader, name, crc, data.Length, content.Length, isCentral: true);
        WriteEnd(zip, directory, (int)zip.Length - directory);
        return zip.ToArray();
    }

    private static byte[] Encrypt(ReadOnlySpan<byte> content, uint crc, string password)
    {
        var keys = new ZipCrypto(password);
        var data = new byte[CryptHeaderLength + content.Length];
        // Eleven bytes of salt and one by which a reader knows a wrong password.
        BinaryPrimitives.WriteUInt32LittleEndian(data, crc);
        data[CryptHeaderLength - 1] = (byte)(crc >> 24);
        content.CopyTo(data.AsSpan(CryptHeaderLength));
        keys.Encrypt(data);
        return data;
    }

    private static void WriteHeader(MemoryStream zip, int signature, byte[] name, uint crc, int packed, int size, bool isCentral)
    {
        using var writer = new BinaryWriter(zip, Encoding.UTF8, leaveOpen: true);
        writer.Write(signature);
        if (isCentral)
            writer.Write((ushort)20);
        writer.Write((ushort)20);
        writer.Write((ushort)(Encrypted | Utf8Name));
        writer.Write((ushort)0);
        // Midnight of 1 January 1980, the zero of the format.
        writer.Write((ushort)0);
        writer.Write((ushort)0x21);
        writer.Write(crc);
        writer.Write(packed);
        writer.Write(size);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)0);
        if (isCentral)
            writer.Write(new byte[14]);
        writer.Write(name);
    }

    private static void WriteEnd(MemoryStream zip, int directoryAt, int directorySize)
    {
        using var writer = new BinaryWriter(zip, Encoding.UTF8, leaveOpen: true);
        writer.Write(EndOfDirectory);
        writer.Write(0);
        writer.Write((ushort)1);
        writer.Write((ushort)1);
        writer.Write(directorySize);
        writer.Write(directoryAt);
        writer.Write((ushort)0);
    }
}
