using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CsCheck;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Tests.Values;

public sealed class IpValueTests
{
    [Theory]
    [InlineData("1.2.3.4", "::ffff:1.2.3.4")]
    [InlineData("1.2.3.4", "::FFFF:102:304")]
    [InlineData("::", "0:0:0:0:0:0:0:0")]
    [InlineData("2001:db8::1", "2001:0DB8:0:0:0:0:0:1")]
    [InlineData("1::", "1:0:0:0:0:0:0:0")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8")]
    [InlineData("64:ff9b::1.2.3.4", "64:ff9b::102:304")]
    [InlineData("fe80::1%eth0", "fe80::1")]
    [InlineData("00001::", "1::")]
    public void TryRead_SameAddress_SameNumber(string left, string right) => Assert.Equal(Read(left), Read(right));

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.")]
    [InlineData(".1.2.3")]
    [InlineData("1..2.3")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.04")] // octal or decimal? neither
    [InlineData("1.2.3.4 ")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("1::2::3")]
    [InlineData(":1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("1.2.3.4::")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("fe80::1%")]
    [InlineData("10.0.0.0/8")]
    public void TryRead_NoAddress_IsRefused(string text) => Assert.Null(Read(text));

    [Fact]
    public void TryRead_RandomAddresses_AgreesWithIPAddress()
    {
        var groups = Gen.OneOf(Gen.Const((ushort)0), Gen.UShort).Array[8];
        groups.Sample(parts =>
        {
            var number = parts.Aggregate(UInt128.Zero, (address, part) => (address << 16) | part);
            var bytes = new byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
            Assert.Equal(number, Read(new IPAddress(bytes).ToString()));
            Assert.Equal(number, Read(string.Join(':', parts.Select(part => part.ToString("x")))));
            Assert.Equal(((UInt128)0xffff << 32) | (uint)number, Read(new IPAddress(bytes.AsSpan(12)).ToString()));
        }, iter: 5_000);
    }

    [Fact]
    public void TryRead_RandomText_AcceptsOnlyWhatIPAddressAccepts()
    {
        // One way only: IPAddress also takes short and octal IPv4 forms, brackets and ports, which Elasticsearch refuses.
        // And Elasticsearch lets a group of an IPv6 address have more leading zeros than four digits hold.
        Gen.OneOf("0", "1", "f", "255", "ffff", ":", "::", ".").Array[1, 16].Select(string.Concat).Sample(text =>
        {
            if (text.Split(':').Any(group => group.Length > 4 && !group.Contains('.')))
                return;
            if (Read(text) is { } number)
            {
                var expected = IPAddress.Parse(text).MapToIPv6().GetAddressBytes();
                Assert.Equal(BinaryPrimitives.ReadUInt128BigEndian(expected), number);
            }
            else if (IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                Assert.Fail($"{text} is an IPv6 address");
            }
        }, iter: 50_000);
    }

    private static UInt128? Read(string text) => IpValue.TryRead(Encoding.UTF8.GetBytes(text), out var address) ? address : null;
}
