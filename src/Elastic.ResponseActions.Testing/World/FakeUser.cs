using System.Text;

namespace Elastic.ResponseActions.Testing;

/// <summary>A user of the fake, with credentials and permissions. Thread-safe.</summary>
public sealed class FakeUser
{
    private volatile IReadOnlyList<FakePermission> _permissions;

    internal FakeUser(string name, string password, string apiKey, IEnumerable<FakePermission> permissions)
    {
        (Name, Password, ApiKey) = (name, password, apiKey);
        _permissions = [.. permissions.Distinct()];
    }

    /// <summary>The name; Kibana's <c>createdBy</c> of the actions this user sends.</summary>
    public string Name { get; }

    /// <summary>The password for <c>Authorization: Basic</c>. Worth nothing outside this fake.</summary>
    public string Password { get; }

    /// <summary>The encoded key for <c>Authorization: ApiKey</c>. Worth nothing outside this fake.</summary>
    public string ApiKey { get; }

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

    internal bool IsKnownBy(string authorization) =>
        authorization == $"ApiKey {ApiKey}"
        || authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Name}:{Password}"))}";
}
