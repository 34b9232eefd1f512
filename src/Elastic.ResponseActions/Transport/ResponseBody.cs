using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Transport;

/// <summary>Reads an answer's body whole, and no further than the limit.</summary>
internal static class ResponseBody
{
    // What a server says of its length is believed up to here.
    private const int MostReserved = 64 * 1024;

    // Awaited once, right where it is called, so its memory may serve the next call.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength is { } length && length > limit)
            throw TooLarge(limit);

        // One more than it says, so that the end is found without growing.
        var body = new byte[(int)Math.Min(content.Headers.ContentLength ?? 4096, MostReserved) + 1];
        var count = 0;
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (true)
            {
                if (count == body.Length)
                    Array.Resize(ref body, body.Length * 2);

                var read = await stream.ReadAsync(body.AsMemory(count), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return body.AsMemory(0, count);

                count += read;
                if (count > limit)
                    throw TooLarge(limit);
            }
        }
    }

    private static InvalidDataException TooLarge(int limit) => new($"the answer is larger than {limit} bytes.");
}
