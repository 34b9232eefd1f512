using System.Net;

namespace Elastic.ResponseActions.Guarding;

/// <summary>The addresses of a host, as Kibana tells them.</summary>
internal static class HostAddresses
{
    private static readonly IPNetwork LinkLocal = IPNetwork.Parse("169.254.0.0/16");

    public static List<IPAddress> Of(EndpointMetadata? metadata) =>
        [.. (metadata?.IpAddresses ?? []).Select(Read).OfType<IPAddress>()];

    public static IPAddress? Read(string text) => IPAddress.TryParse(text, out var address) ? Plain(address) : null;

    /// <summary>An IPv4 address is the same one when it is written as IPv6.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Says whether the address tells one host from another; loopback and addresses of the link do not.</summary>
    public static bool IsTelling(IPAddress address) =>
        !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) && !LinkLocal.Contains(address);
}
