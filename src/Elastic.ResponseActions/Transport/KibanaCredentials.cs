using System.Diagnostics;
using System.Text;

namespace Elastic.ResponseActions;

/// <summary>What Kibana knows the caller by. Immutable; it never prints itself: no text, no JSON, no debugger display.</summary>
[DebuggerDisplay("***")]
public sealed class KibanaCredentials
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _headerValue;

    private KibanaCredentials(string scheme, string secret) => _headerValue = $"{scheme} {secret}";

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

    /// <summary>The value of the <c>Authorization</c> header; for the transport only.</summary>
    internal string Reveal() => _headerValue;

    /// <summary>Takes the secret out of a foreign text: some proxies repeat a request's headers on their error pages.</summary>
    internal string Conceal(string text) =>
        text.Replace(_headerValue, "***", StringComparison.Ordinal).Replace(Secret, "***", StringComparison.Ordinal);

    internal bool IsIn(string text) => text.Contains(Secret, StringComparison.Ordinal);

    private string Secret => _headerValue[(_headerValue.IndexOf(' ', StringComparison.Ordinal) + 1)..];

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
