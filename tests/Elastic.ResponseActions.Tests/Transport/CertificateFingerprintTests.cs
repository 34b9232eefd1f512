using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Elastic.ResponseActions.Tests.Support;
using Elastic.ResponseActions.Transport;

namespace Elastic.ResponseActions.Tests.Transport;

/// <summary>Real TLS on loopback, with certificates made here.</summary>
public sealed class CertificateFingerprintTests
{
    private static readonly TransportRequest Post = new() { Method = "POST", Path = "/api/endpoint/action/isolate", Body = "{}"u8.ToArray() };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("leaf", true)]
    [InlineData("leaf with colons", true)]
    [InlineData("leaf, expired", false)]
    [InlineData("leaf, of another host", false)]
    [InlineData("authority", true)]
    [InlineData("authority, leaf expired", false)]
    [InlineData("authority, leaf of another host", false)]
    [InlineData("authority, sent along by somebody else", false)]
    [InlineData("another", false)]
    [InlineData("none", false)]
    public async Task SendAsync_Pinned_TrustsThatCertificateAndNoOther(string what, bool isTrusted)
    {
        using var root = TlsServer.Authority("root");
        using var authority = TlsServer.Authority("Elastic CA", root);
        using var other = TlsServer.Authority("Elastic CA", root);
        var host = what.EndsWith("of another host", StringComparison.Ordinal) ? "kibana.example" : "localhost";
        var isExpired = what.EndsWith("expired", StringComparison.Ordinal);
        var issuer = what.EndsWith("somebody else", StringComparison.Ordinal) ? other : authority;
        using var leaf = TlsServer.Leaf(issuer, host, isExpired ? -10 : -1, isExpired ? -5 : 1);
        var pin = what.Split(',')[0] switch
        {
            "leaf" => Fingerprint(leaf),
            "leaf with colons" => string.Join(':', Fingerprint(leaf).Chunk(2).Select(static two => new string(two))),
            "authority" => Fingerprint(authority),
            "another" => Fingerprint(other),
            _ => null,
        };
        await using var server = new TlsServer(leaf, authority);
        using var transport = new HttpClientTransport(new KibanaOptions { Address = server.Address, Credentials = KibanaCredentials.ApiKey("canary"), CertificateFingerprint = pin });

        if (isTrusted)
        {
            Assert.Equal(200, (await transport.SendAsync(Post, Stop)).StatusCode);
            Assert.True(server.Received > 0);
            return;
        }

        var failure = await Assert.ThrowsAsync<TransportException>(async () => await transport.SendAsync(Post, Stop));
        Assert.False(failure.MayHaveArrived);
        Assert.Equal(0, server.Received);
    }

    [Fact]
    public void Check_SelfSignedAuthoritySentAlong_IsTrustedForWhatItIssuedOnly()
    {
        using var authority = TlsServer.Authority("Elastic CA");
        using var other = TlsServer.Authority("Elastic CA");
        using var leaf = TlsServer.Leaf(authority);
        using var forged = TlsServer.Leaf(other);
        using var sent = new X509Chain { ChainPolicy = { ExtraStore = { authority } } };
        var pin = new PinnedCertificate(Fingerprint(authority));

        Assert.True(pin.Check(this, leaf, sent, SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.False(pin.Check(this, forged, sent, SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.False(pin.Check(this, leaf, sent, SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch));
        Assert.False(pin.Check(this, null, sent, SslPolicyErrors.RemoteCertificateNotAvailable));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000")]
    public void Validate_NoFingerprint_IsAnError(string text) =>
        Assert.Equal("CertificateFingerprint has to be a SHA-256: 64 hexadecimal digits, with or without colons.", Assert.Single(new KibanaOptions { Address = new Uri("https://k.example"), CertificateFingerprint = text }.Validate()));

    private static string Fingerprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);
}
