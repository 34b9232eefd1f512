using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Elastic.ResponseActions.Transport;

/// <summary>
/// Trusts one certificate by its SHA-256: the server's own, or that of the authority that issued it and that the server sends along. It takes the
/// place of the system's trust; name and dates are checked as ever.
/// </summary>
internal sealed class PinnedCertificate(string fingerprint)
{
    private readonly string _sha256 = Normalize(fingerprint);

    public static bool IsValid(string fingerprint) => Normalize(fingerprint) is { Length: 64 } digits && digits.All(char.IsAsciiHexDigit);

    public bool Check(object sender, X509Certificate? certificate, X509Chain? sentChain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return false;

        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        if (IsPinned(leaf))
            return IsInForce(leaf);

        X509Certificate2Collection sent = [.. sentChain?.ChainElements.Select(static e => e.Certificate) ?? [], .. sentChain?.ChainPolicy.ExtraStore ?? []];
        return sent.FirstOrDefault(IsPinned) is { } authority && IsIssuedUnder(leaf, authority, sent);
    }

    // Whoever can send the authority's certificate along need not have been issued one by it, so the whole chain is verified.
    private bool IsIssuedUnder(X509Certificate2 leaf, X509Certificate2 authority, X509Certificate2Collection sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;

        // The pinned authority may have one above itself that nobody sent: then the chain ends without a known root, and that is all that may be wrong with it.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        return chain.Build(leaf) && chain.ChainElements.Any(element => IsPinned(element.Certificate));
    }

    private bool IsPinned(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256).Equals(_sha256, StringComparison.OrdinalIgnoreCase);

    private static bool IsInForce(X509Certificate2 certificate)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return certificate.NotBefore.ToUniversalTime() <= now && now <= certificate.NotAfter.ToUniversalTime();
    }

    private static string Normalize(string fingerprint) => fingerprint.Replace(":", "", StringComparison.Ordinal).Trim();
}
