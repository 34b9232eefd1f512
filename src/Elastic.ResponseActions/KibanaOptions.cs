using System.Text.RegularExpressions;
using Elastic.ResponseActions.Transport;

namespace Elastic.ResponseActions;

/// <summary>Where Kibana is and how it is called. Immutable; change with <c>with</c>. Printing it shows no secret.</summary>
public sealed partial record KibanaOptions
{
    /// <summary>Kibana's root, base path included: <c>https://kibana.example:5601/base</c>. Plain http only to this machine.</summary>
    public required Uri Address { get; init; }

    /// <summary>The space that all calls go to. Default: <c>default</c>.</summary>
    public string SpaceId { get; init; } = "default";

    /// <summary>API key, bearer token, or user and password. Null sends no credentials.</summary>
    public KibanaCredentials? Credentials { get; init; }

    /// <summary>Allows plain http to other machines: everybody on the way reads the key. Default: false.</summary>
    public bool AllowInsecureHttp { get; init; }

    /// <summary>
    /// The SHA-256 of the certificate to trust, in Elastic's form (64 hexadecimal digits) or with colons: the server's own, or that of the authority that
    /// issued it and that the server sends along. Null: what the system trusts.
    /// </summary>
    public string? CertificateFingerprint { get; init; }

    /// <summary>A proxy's address. Default: none; the environment's proxy settings are not looked at.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Longest time to connect. Default 15 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest time for one request and its whole answer, in real time. Default 100 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Largest answer in bytes. Default 1 MiB.</summary>
    public int MaxResponseBytes { get; init; } = 1024 * 1024;

    /// <summary>How often a read that failed in passing (429, 502, 503, 504, no connection) is tried again. Default 3. Sends are never tried again.</summary>
    public int MaxReadRetries { get; init; } = 3;

    /// <summary>The seed of the jitter between tries. Null: a new one for each client.</summary>
    public int? JitterSeed { get; init; }

    /// <summary>Says what is wrong with these options, one sentence each; empty where nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        if (Address is null || !Address.IsAbsoluteUri || Address.Scheme is not ("https" or "http"))
            errors.Add("Address has to be an absolute https address, e.g. https://kibana.example:5601.");
        else
            AddAddressErrors(Address, errors);

        if (SpaceId is null || !SpaceIdPattern().IsMatch(SpaceId))
            errors.Add("SpaceId has to be 1 to 100 of a-z, 0-9, `_`, `-`.");
        if (CertificateFingerprint is { } fingerprint && !PinnedCertificate.IsValid(fingerprint))
            errors.Add("CertificateFingerprint has to be a SHA-256: 64 hexadecimal digits, with or without colons.");
        if (RequestTimeout <= TimeSpan.Zero || RequestTimeout > TimeSpan.FromHours(1))
            errors.Add("RequestTimeout has to be above 0 and at most 1 h.");
        if (ConnectTimeout <= TimeSpan.Zero || ConnectTimeout > TimeSpan.FromHours(1))
            errors.Add("ConnectTimeout has to be above 0 and at most 1 h.");
        if (MaxResponseBytes < 1024)
            errors.Add("MaxResponseBytes has to be at least 1024.");
        if (MaxReadRetries is < 0 or > 10)
            errors.Add("MaxReadRetries has to be 0 to 10.");
        return errors;
    }

    /// <summary>Address and space; no secret, not even one in the address.</summary>
    public override string ToString() => $"Kibana at {ShownAddress}, space '{SpaceId}'";

    internal string ShownAddress => Address is { IsAbsoluteUri: true } ? Address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : "(no address)";

    internal void ThrowIfInvalid()
    {
        var errors = Validate();
        if (errors.Count > 0)
            throw new ArgumentException("Kibana's options are not valid: " + string.Join(" ", errors));
    }

    private void AddAddressErrors(Uri address, List<string> errors)
    {
        if (address.UserInfo.Length > 0)
            errors.Add("Address must not hold a user or password; set Credentials.");
        if (address.Query.Length > 0 || address.Fragment.Length > 0)
            errors.Add("Address must not have a query or a fragment.");
        if (address.Scheme == "http" && !address.IsLoopback && !AllowInsecureHttp)
            errors.Add("Address is plain http to another machine, where everybody on the way reads the key; use https, or set AllowInsecureHttp.");
    }

    [GeneratedRegex("^[a-z0-9_-]{1,100}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex SpaceIdPattern();
}
