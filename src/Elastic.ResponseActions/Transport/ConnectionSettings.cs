using System.Net;
using System.Net.Security;
using System.Security.Authentication;

namespace Elastic.ResponseActions.Transport;

/// <summary>The socket handler that Kibana is called with: nothing on it repeats, follows or remembers.</summary>
internal static class ConnectionSettings
{
    public static SocketsHttpHandler CreateHandler(KibanaOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = options.Proxy is not null,
        Proxy = options.Proxy is { } proxy ? new WebProxy(proxy) : null,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
        SslOptions = CreateTls(options),
    };

    private static SslClientAuthenticationOptions CreateTls(KibanaOptions options)
    {
        var tls = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 };
        if (options.CertificateFingerprint is { } fingerprint)
            tls.RemoteCertificateValidationCallback = new PinnedCertificate(fingerprint).Check;
        return tls;
    }
}
