using System.Buffers;

namespace Elastic.ResponseActions.Transport;

/// <summary>Reads an answer's body whole, and no further than the limit.</summary>
internal static class ResponseBody
{
    // What a server says of its length is believed up to here.
    private const int MostReserved = 64 * 1024;

    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
            throw TooLarge(limit);

        // One more than it says, so that the end is found without growing.
        var body = new ArrayBufferWriter<byte>((int)Math.Min(content.Headers.ContentLength ?? 4096, MostReserved) + 1);
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (true)
            {
                var read = await stream.ReadAsync(body.GetMemory(1), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return body.WrittenMemory;

                body.Advance(read);
                if (body.WrittenCount > limit)
                    throw TooLarge(limit);
            }
        }
    }

    private static InvalidDataException TooLarge(int limit) => new($"the answer is larger than {limit} bytes.");
}
