using System.Net;
using System.Text;
using CsCheck;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Tests.Values;

public sealed class IpRangeTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.1.2.3/8", "10.0.0.0", true)] // host bits are ignored
    [InlineData("10.0.0.0/8", "::ffff:10.0.0.1", true)]
    [InlineData("0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "1.2.3.4", true)]
    [InlineData("1.2.3.4/32", "1.2.3.4", true)]
    [InlineData("1.2.3.4/32", "1.2.3.5", false)]
    [InlineData("fe80::/10", "febf::1", true)]
    [InlineData("fe80::/10", "fec0::1", false)]
    [InlineData("::1/128", "::1", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("::1", "::2", false)]
    public void TryParseTerm_AddressOrBlock(string term, string address, bool expected)
    {
        Assert.True(IpRange.TryParseTerm(term, out var range, out var error), error);
        Assert.Equal(expected, range.Contains(Read(address)));
    }

    [Theory]
    [InlineData("host", "`host` is not an IP address")]
    [InlineData("host/8", "`host` is not an IP address")]
    [InlineData("1.2.3.4/33", "`1.2.3.4/33` is not an address block; the prefix length must be 0 to 32")]
    [InlineData("1.2.3.4/", "`1.2.3.4/` is not an address block; the prefix length must be 0 to 32")]
    [InlineData("::/129", "`::/129` is not an address block; the prefix length must be 0 to 128")]
    [InlineData("::/-1", "`::/-1` is not an address block; the prefix length must be 0 to 128")]
    [InlineData("::ffff:10.0.0.0/104", "`::ffff:10.0.0.0/104` mixes an IPv4-mapped address with a prefix length; write the block as IPv4")]
    public void TryParseTerm_BadText_SaysWhatIsWrong(string term, string expected)
    {
        Assert.False(IpRange.TryParseTerm(term, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData(">", "10.0.0.1", "10.0.0.1", false)]
    [InlineData(">", "10.0.0.1", "10.0.0.2", true)]
    [InlineData(">=", "10.0.0.1", "10.0.0.1", true)]
    [InlineData("<", "10.0.0.1", "10.0.0.0", true)]
    [InlineData("<", "10.0.0.1", "10.0.0.1", false)]
    [InlineData("<=", "10.0.0.1", "10.0.0.1", true)]
    [InlineData(">", "255.255.255.255", "::1", false)]
    [InlineData("<", "::", "::", false)]
    [InlineData(">", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false)]
    public void TryParseBound_OrdersAddresses(string comparison, string bound, string address, bool expected)
    {
        Assert.True(IpRange.TryParseBound(Comparisons.Of(comparison), bound, out var range, out _));
        Assert.Equal(expected, range.Contains(Read(address)));
    }

    [Fact]
    public void TryParseTerm_RandomV4Blocks_AgreesWithIPNetwork()
    {
        Gen.Select(Gen.UInt, Gen.Int[0, 32], Gen.UInt).Sample((network, length, probe) =>
        {
            var block = $"{Address(network)}/{length}";
            var mask = length == 0 ? 0 : uint.MaxValue << (32 - length);
            var expected = new IPNetwork(Address(network & mask), length).Contains(Address(probe));

            Assert.True(IpRange.TryParseTerm(block, out var range, out _));
            Assert.Equal(expected, range.Contains(Read(Address(probe).ToString())));
        }, iter: 5_000);
    }

    private static IPAddress Address(uint number) => new([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    private static UInt128 Read(string text)
    {
        Assert.True(IpValue.TryRead(Encoding.UTF8.GetBytes(text), out var address));
        return address;
    }
}
