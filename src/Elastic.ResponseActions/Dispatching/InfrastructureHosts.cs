using System.Net;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>Finds the machines that releases hang on: this one and Kibana's. Thread-safe.</summary>
/// <param name="kibana">Kibana's address; null where there is no Kibana.</param>
/// <param name="resolve">Gives the addresses of a name; null where names are not the network's, as in memory.</param>
/// <param name="time">The clock by which an answer grows old.</param>
internal sealed class InfrastructureHosts(Uri? kibana, Func<string, CancellationToken, Task<IPAddress[]>>? resolve, TimeProvider time)
{
    private const string MachineIdFile = "/etc/machine-id";

    private static readonly TimeSpan MostForOneLookUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    private static readonly InfrastructureHost ThisMachine = new() { What = "the machine that this runs on", Names = OwnNames(), HostIds = OwnIds() };

    private volatile Known? _known;

    /// <summary>What is known without asking anybody.</summary>
    public static IReadOnlyList<InfrastructureHost> Own { get; } = [ThisMachine];

    public async ValueTask<IReadOnlyList<InfrastructureHost>> ReadAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known && time.GetElapsedTime(known.At) < MaxAge)
            return known.Hosts;

        List<InfrastructureHost> hosts = [ThisMachine];
        if (kibana is not null && !kibana.IsLoopback)
            hosts.Add(await KibanaAsync(kibana.DnsSafeHost, cancellationToken).ConfigureAwait(false));
        _known = new Known(hosts, time.GetTimestamp());
        return hosts;
    }

    private async ValueTask<InfrastructureHost> KibanaAsync(string name, CancellationToken cancellationToken)
    {
        var host = new InfrastructureHost { What = "Kibana's" };
        return IPAddress.TryParse(name, out var address)
            ? host with { Addresses = [address] }
            : host with { Names = [name], Addresses = await AddressesAsync(name, cancellationToken).ConfigureAwait(false) };
    }

    // Who cannot look names up does not reach Kibana by name either; the name itself counts all the same.
    private async ValueTask<IReadOnlyList<IPAddress>> AddressesAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return resolve is null ? [] : await resolve(name, cancellationToken).WaitAsync(MostForOneLookUp, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is System.Net.Sockets.SocketException or TimeoutException or ArgumentException)
        {
            return [];
        }
    }

    private static string[] OwnNames()
    {
        string[] names = [Environment.MachineName, Dns.GetHostName()];
        return [.. names.Where(static n => n.Length > 0 && !n.StartsWith("localhost", StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    // The id under which agents on Linux know their host. Elsewhere the name alone counts.
    private static string[] OwnIds()
    {
        try
        {
            return File.Exists(MachineIdFile) && File.ReadAllText(MachineIdFile).Trim() is { Length: > 0 } id ? [id] : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private sealed record Known(IReadOnlyList<InfrastructureHost> Hosts, long At);
}
