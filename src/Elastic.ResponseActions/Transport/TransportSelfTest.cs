using Elastic.ResponseActions.Transport;

namespace Elastic.ResponseActions;

/// <summary>
/// Finds out whether a transport repeats POSTs by itself, which would be a second action on a host: it sends to a server on 127.0.0.1 that
/// fails once in each way that tempts to repeat, and counts what arrives. Thread-safe. For writers of transports, too.
/// </summary>
public static class TransportSelfTest
{
    internal static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Tests a transport; some ten requests, all to this machine.</summary>
    /// <param name="createTransport">Makes the transport for an address, set up as it will be used; without credentials.</param>
    /// <param name="cancellationToken">Gives the test up.</param>
    /// <exception cref="InvalidOperationException">A request arrived more than once, or none arrived at all, so that nothing can be said; it lists every case.</exception>
    public static async Task RunAsync(Func<Uri, IResponseActionTransport> createTransport, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(createTransport);
        List<string> repeats = [];
        var arrived = 0;
        foreach (var (fault, answer) in FailingServer.Faults)
        {
            var server = new FailingServer(answer);
            await using (server.ConfigureAwait(false))
            {
                var transport = createTransport(server.Address);
                await SendAsync(transport, cancellationToken).ConfigureAwait(false);
                (transport as IDisposable)?.Dispose();
                arrived += server.Requests;
                if (server.Requests > 1)
                    repeats.Add($"after {fault} it arrived {server.Requests} times");
            }
        }

        if (arrived == 0)
            throw new InvalidOperationException("Whether the HTTP stack repeats POSTs cannot be told: no request reached the test's own server on 127.0.0.1. Use a stack that can reach this machine.");
        if (repeats.Count > 0)
            throw new InvalidOperationException($"The HTTP stack repeats POSTs: {string.Join("; ", repeats)}. A response action is sent once; take retries, hedging and redirects out of it.");
    }

    private static async Task SendAsync(IResponseActionTransport transport, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await transport.SendAsync(new TransportRequest { Method = "POST", Path = "/self-test", Body = "{}"u8.ToArray() }, patience.Token).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // That it fails is right; what counts is how often the request arrived.
        }
    }
}
