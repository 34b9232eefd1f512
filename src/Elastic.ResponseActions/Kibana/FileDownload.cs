namespace Elastic.ResponseActions;

/// <summary>A finished download: every byte is in the caller's stream. Immutable.</summary>
/// <param name="Bytes">How many bytes were written.</param>
/// <param name="Sha256">The SHA-256 of the bytes that were written, 64 lower-case hexadecimal digits.</param>
public sealed record FileDownload(long Bytes, string Sha256)
{
    /// <summary>Size and hash.</summary>
    public override string ToString() => $"{Bytes} bytes, SHA-256 {Sha256}";
}
