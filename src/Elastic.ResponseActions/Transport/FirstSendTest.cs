using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Transport;

/// <summary>Lets the self-test of a foreign HTTP stack run once, before its first send. Thread-safe.</summary>
internal sealed class FirstSendTest(Func<Uri, IResponseActionTransport> createTransport)
{
    private static readonly ConditionalWeakTable<IResponseActionTransport, FirstSendTest> Tests = [];

    private readonly Lock _lock = new();
    private Task? _test;

    /// <summary>The test of a transport that the caller made: one for all clients that share it. Null: there is nothing to test, or it tests itself.</summary>
    public static FirstSendTest? Of(IResponseActionTransport transport) => transport is HttpClientTransport || transport.ForSelfTest is not { } createTransport
        ? null
        : Tests.GetValue(transport, _ => new FirstSendTest(createTransport));

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        Task test;
        lock (_lock)
            test = _test ??= TestAsync();
        try
        {
            await test.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException failure)
        {
            throw new TransportException($"{failure.Message} Nothing was sent.", mayHaveArrived: false, failure) { IsLasting = true };
        }
        catch (SocketException failure)
        {
            // This machine had no port for the test's server. That passes; the next send asks anew.
            lock (_lock)
                _test = _test == test ? null : _test;
            throw new TransportException($"Whether the HTTP stack repeats POSTs could not be tested: {failure.Message}. Nothing was sent.", mayHaveArrived: false, failure);
        }
    }

    private async Task TestAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);   // the caller's own code is not run inside the lock
        await TransportSelfTest.RunAsync(createTransport, CancellationToken.None).ConfigureAwait(false);
    }
}
