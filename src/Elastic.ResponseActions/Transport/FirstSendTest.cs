namespace Elastic.ResponseActions.Transport;

/// <summary>Lets the self-test of a foreign HTTP stack run once, before its first send. Thread-safe.</summary>
internal sealed class FirstSendTest(KibanaOptions options, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send)
{
    private readonly Lock _lock = new();
    private Task? _test;

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
            throw new TransportException($"{failure.Message} Nothing was sent.", mayHaveArrived: false, failure);
        }
    }

    // The key stays at home: the test is about repeats, and what it talks to is any process of this machine.
    private Task TestAsync() => TransportSelfTest.RunAsync(
        address => new HttpClientTransport(options with { Address = address, Credentials = null, RequestTimeout = TransportSelfTest.Patience }, send), CancellationToken.None);
}
