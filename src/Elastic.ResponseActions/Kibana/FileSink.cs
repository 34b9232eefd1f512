using System.Security.Cryptography;

namespace Elastic.ResponseActions.Kibana;

/// <summary>Writes through to the caller's stream, and hashes what it wrote.</summary>
internal sealed class FileSink(Stream target, long limit) : DownloadSink(limit)
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override Task FlushAsync(CancellationToken cancellationToken) => target.FlushAsync(cancellationToken);

    protected override async ValueTask TakeAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await target.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        _hash.AppendData(bytes.Span);
        Written += bytes.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}
