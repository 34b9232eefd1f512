using System.Net;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>Hosts that are never acted on beside those in <see cref="ResponsePolicy.ProtectedHosts"/>, by what they are instead of what they are called. Immutable.</summary>
public sealed record HostProtection
{
    /// <summary>Networks: a host with one address in one of them is protected (<c>metadata.host.ip</c>).</summary>
    public IReadOnlyList<IPNetwork> Networks { get; init => field = ValueList<IPNetwork>.Of(value); } = ValueList<IPNetwork>.Empty;

    /// <summary>Classes, see <see cref="HostClassPolicy"/>.</summary>
    public IReadOnlyList<HostClass> Classes { get; init => field = ValueList<HostClass>.Of(value); } = ValueList<HostClass>.Empty;

    /// <summary>Patterns over the id of the agent policy and over id and name of the Elastic Defend policy.</summary>
    public IReadOnlyList<string> Policies { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <inheritdoc />
    public override string ToString() => $"{Networks.Count} networks, {Classes.Count} classes, {Policies.Count} policy patterns";
}
