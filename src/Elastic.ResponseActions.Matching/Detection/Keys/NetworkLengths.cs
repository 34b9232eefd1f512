using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Detection.Keys;

/// <summary>
/// Prefix lengths of the networks that indicators name: an address is looked up once for each of them, so that a thousand
/// networks of one length cost one look-up.
/// </summary>
internal sealed class NetworkLengths
{
    private const byte Marker = 0xff;   // no text starts with it
    private const int KeyBytes = 18;

    private readonly List<int> _lengths = [];

    /// <summary>Of the 128 bits of an address, IPv4 being a block within IPv6.</summary>
    public ReadOnlySpan<int> Lengths => CollectionsMarshal.AsSpan(_lengths);

    public void Add(int length)
    {
        if (!_lengths.Contains(length))
            _lengths.Add(length);
    }

    /// <summary>The prefix length of a range that is a network; 128 for a single address.</summary>
    public static int LengthOf(in ValueRange<UInt128> network) => 128 - (int)UInt128.PopCount(network.Low ^ network.High);

    /// <summary>Writes the network of an address.</summary>
    public static void Write(UInt128 address, int length, KeyBuffer target)
    {
        var key = target.Reserve(KeyBytes);
        key[0] = Marker;
        key[1] = (byte)length;
        BinaryPrimitives.WriteUInt128BigEndian(key[2..], length == 0 ? 0 : address & (UInt128.MaxValue << (128 - length)));
        target.Commit(KeyBytes);
    }
}
