using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>The files of uploads that are not sent yet. A ledger keeps what an upload is, not its bytes; those live as long as this process. Thread-safe.</summary>
internal sealed class UploadContents
{
    public const string Gone = "the file's bytes are kept only by the process that was asked, and are gone. Upload it again";

    private readonly ConcurrentDictionary<ActionKey, Func<Stream>> _files = [];

    public static async ValueTask<UploadedFile> DescribeAsync(UploadRequest request, CancellationToken cancellationToken)
    {
        var file = request.Open();
        await using (file.ConfigureAwait(false))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[64 * 1024];
            long size = 0;
            while (await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read && read > 0)
            {
                hash.AppendData(buffer, 0, read);
                size += read;
            }

            return new UploadedFile(request.FileName, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
    }

    public void Keep(ActionKey key, Func<Stream> open) => _files.TryAdd(key, open);

    public void Forget(ActionKey key) => _files.TryRemove(key, out _);

    public bool TryGet(ActionKey key, [NotNullWhen(true)] out Func<Stream>? open) => _files.TryGetValue(key, out open);
}
