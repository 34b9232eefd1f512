namespace Elastic.ResponseActions;

/// <summary>The file of an upload: what is known of it before it leaves. Its bytes are not part of a plan. Immutable; pure data.</summary>
/// <param name="Name">Its name on the host.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">The SHA-256 of its bytes, 64 lower-case hexadecimal digits.</param>
public sealed record UploadedFile(string Name, long Size, string Sha256);
