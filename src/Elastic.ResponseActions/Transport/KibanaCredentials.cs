using System.Diagnostics;
using System.Text;
using Elastic.ResponseActions.Transport;

namespace Elastic.ResponseActions;

/// <summary>What Kibana knows the caller by. Thread-safe; it never prints itself: no text, no JSON, no debugger display.</summary>
[DebuggerDisplay("***")]
public sealed class KibanaCredentials
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly CredentialSource _source;

    private KibanaCredentials(string scheme, string secret)
        : this(new CredentialSource($"{scheme} {secret}"))
    {
    }

    private KibanaCredentials(CredentialSource source) => _source = source;

    /// <summary>
    /// Credentials that are asked for: before the first request, and again when Kibana no longer accepts them (401), once for all requests
    /// that are under way and at most once in 30 s. A read is then made again; a send is not, it goes through the guards anew.
    /// </summary>
    /// <param name="provider">Gives credentials that are good now, within 30 s. What it throws is not repeated anywhere.</param>
    /// <param name="timeProvider">The clock of the 30 s. Null: the system's.</param>
    public static KibanaCredentials Refreshing(Func<CancellationToken, ValueTask<KibanaCredentials>> provider, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return new(new CredentialSource(
            async cancellationToken => await (await provider(cancellationToken).ConfigureAwait(false))._source.RevealAsync(cancellationToken).ConfigureAwait(false),
            timeProvider ?? TimeProvider.System));
    }

    /// <summary>An Elasticsearch API key.</summary>
    /// <param name="encoded">The <c>encoded</c> form that Elasticsearch gave: base64 of <c>id:api_key</c>.</param>
    /// <exception cref="ArgumentException">The text is empty or has characters that no key has.</exception>
    public static KibanaCredentials ApiKey(string encoded) => new("ApiKey", Checked(encoded, "API key"));

    /// <summary>A bearer token.</summary>
    /// <param name="token">The token.</param>
    /// <exception cref="ArgumentException">The text is empty or has characters that no token has.</exception>
    public static KibanaCredentials Bearer(string token) => new("Bearer", Checked(token, "bearer token"));

    /// <summary>A user name and password.</summary>
    /// <param name="userName">The user name; without a colon.</param>
    /// <param name="password">The password.</param>
    /// <exception cref="ArgumentException">The user name is empty or has a colon.</exception>
    public static KibanaCredentials Basic(string userName, string password)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(userName);
        ArgumentNullException.ThrowIfNull(password);
        if (userName.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException("A user name cannot have a colon.", nameof(userName));

        return new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}")));
    }

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";

    /// <summary>Told why a provider gave no good credentials; never with a text of the provider's.</summary>
    internal event Action<string>? Failed
    {
        add => _source.Failed += value;
        remove => _source.Failed -= value;
    }

    /// <summary>The value of the <c>Authorization</c> header; for the transport only.</summary>
    internal ValueTask<string> RevealAsync(CancellationToken cancellationToken) => _source.RevealAsync(cancellationToken);

    /// <summary>Asks for others in place of those that were refused; false where there are none.</summary>
    internal ValueTask<bool> RefreshAsync(string refused, CancellationToken cancellationToken) => _source.RefreshAsync(refused, cancellationToken);

    /// <summary>Takes the secret out of a foreign text: some proxies repeat a request's headers on their error pages.</summary>
    internal string Conceal(string text)
    {
        foreach (var header in _source.Known)
            text = text.Replace(header, "***", StringComparison.Ordinal).Replace(Secret(header), "***", StringComparison.Ordinal);
        return text;
    }

    internal bool IsIn(string text) => _source.Known.Any(header => text.Contains(Secret(header), StringComparison.Ordinal));

    private static string Secret(string header) => header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    // The text itself is never repeated in the message.
    private static string Checked(string secret, string what)
    {
        if (string.IsNullOrEmpty(secret))
            throw new ArgumentException($"The {what} is empty.");

        foreach (var c in secret)
        {
            if (c is <= ' ' or > '~')
                throw new ArgumentException($"The {what} has a blank, a line break or a character outside ASCII. Was it read with its line end?");
        }

        return secret;
    }
}
