using System.Security.Cryptography;
using System.Text;

namespace Elastic.ResponseActions.Testing;

/// <summary>A user of the fake, with credentials and permissions. Thread-safe.</summary>
public sealed class FakeUser
{
    private readonly string _basic;
    private volatile IReadOnlyList<FakePermission> _permissions;
    private volatile string _apiKey;
    private volatile bool _isLockedOut;

    internal FakeUser(string name, string password, string apiKey, IEnumerable<FakePermission> permissions)
    {
        (Name, Password, _apiKey) = (name, password, apiKey);
        _basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"));
        _permissions = [.. permissions.Distinct()];
    }

    /// <summary>The name; Kibana's <c>createdBy</c> of the actions this user sends.</summary>
    public string Name { get; }

    /// <summary>The password for <c>Authorization: Basic</c>. Worth nothing outside this fake.</summary>
    public string Password { get; }

    /// <summary>The encoded key for <c>Authorization: ApiKey</c>. Worth nothing outside this fake.</summary>
    public string ApiKey => _apiKey;

    /// <summary>The token for <c>Authorization: Bearer</c>. Worth nothing outside this fake.</summary>
    public string AccessToken => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Password)));

    /// <summary>Whether the credentials have expired or were revoked: every request is answered with 401 until it is set back.</summary>
    public bool IsLockedOut
    {
        get => _isLockedOut;
        set => _isLockedOut = value;
    }

    /// <summary>What the user may do, subject to the licence. Set it to replace all.</summary>
    public IReadOnlyList<FakePermission> Permissions
    {
        get => _permissions;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _permissions = [.. value.Distinct()];
        }
    }

    /// <summary>Name and number of permissions; never the credentials.</summary>
    public override string ToString() => $"'{Name}' ({_permissions.Count} of {FakePermission.All.Count} permissions)";

    internal bool Has(FakePermission permission) => _permissions.Contains(permission);

    /// <summary>Replaces the API key; the old one is answered with 401 from the next request on.</summary>
    /// <param name="apiKey">The new key, in its encoded form.</param>
    public void ReplaceApiKey(string apiKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        _apiKey = apiKey;
    }

    internal bool IsKnownBy(string authorization) =>
        !_isLockedOut && (Is(authorization, "ApiKey ", _apiKey) || Is(authorization, "Basic ", _basic) || IsToken(authorization));

    // The token is worked out only where one was sent: loading cryptography would take a fourth of the time in which a fake starts.
    private bool IsToken(string authorization) => authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && Is(authorization, "Bearer ", AccessToken);

    private static bool Is(string authorization, string scheme, string secret) =>
        authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && authorization.AsSpan(scheme.Length).SequenceEqual(secret);
}
