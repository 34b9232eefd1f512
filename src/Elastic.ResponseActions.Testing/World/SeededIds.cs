namespace Elastic.ResponseActions.Testing.World;

/// <summary>Identifiers of the right shape from a seed, so that two runs can be compared line by line.</summary>
internal sealed class SeededIds(int seed)
{
    // A seeded System.Random keeps its sequence between runs and releases; nothing here is secret.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    public string NextUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    public string NextKey()
    {
        Span<byte> bytes = stackalloc byte[30];
        _random.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
#pragma warning restore CA5394
}
