namespace Elastic.ResponseActions;

/// <summary>
/// Carries one request to Kibana and brings one answer back: the seam for other HTTP stacks, recorders and fakes. Implementations are thread-safe; keep one per Kibana.
/// </summary>
/// <remarks>
/// An implementation has to be thread-safe. It sends each request exactly once: a POST that it repeats by itself is a second
/// action on a host. It follows no redirect and keeps no cookie, and it adds the credentials, which a request never holds.
/// </remarks>
public interface IResponseActionTransport
{
    /// <summary>
    /// Makes the same stack, without credentials, for another address. With it the client finds out before its first send whether the stack repeats POSTs
    /// (<see cref="TransportSelfTest"/>), and sends nothing over one that does. Null: there is no network behind it, as with fakes and recorders; then nothing is tested.
    /// </summary>
    Func<Uri, IResponseActionTransport>? ForSelfTest { get; }

    /// <summary>Sends the request once and reads the whole answer, whatever its status is.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives the request up. One that was under way may have been executed all the same.</param>
    /// <exception cref="TransportException">No whole answer came; it tells whether the request may have arrived.</exception>
    ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken);
}
