using System.Net;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>
/// A machine that must stay reachable, or nobody could release anybody: the one that this library runs on, or the one that Kibana runs on.
/// Whoever dispatches finds them; they are protected without being named in the policy. Immutable; pure data.
/// </summary>
public sealed record InfrastructureHost
{
    /// <summary>What it is, for people: <c>Kibana</c>, for example.</summary>
    public required string What { get; init; }

    /// <summary>Its names: a host of the same name is this one, with or without its domain, case ignored.</summary>
    public IReadOnlyList<string> Names { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Its host ids, compared exactly.</summary>
    public IReadOnlyList<string> HostIds { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Its addresses. Those that every host has, such as loopback, count for nothing.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init => field = ValueList<IPAddress>.Of(value); } = ValueList<IPAddress>.Empty;

    /// <inheritdoc />
    public override string ToString() => $"{What} ({string.Join(", ", [.. Names, .. Addresses.Select(static address => $"{address}")])})";
}
