using System.Security.Cryptography;
using System.Text;

namespace Elastic.ResponseActions.Kibana;

/// <summary>A <c>multipart/form-data</c> body: small text fields, then one file that is streamed.</summary>
internal sealed class MultipartForm
{
    // Nobody who wrote a field or the file can know it.
    private readonly string _boundary = $"ra-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
    private readonly StringBuilder _head = new();

    public string ContentType => $"multipart/form-data; boundary={_boundary}";

    public MultipartForm Add(string name, string value)
    {
        _head.Append("--").Append(_boundary).Append("\r\nContent-Disposition: form-data; name=\"").Append(name).Append("\"\r\n\r\n").Append(value).Append("\r\n");
        return this;
    }

    /// <summary>The body. The file comes last; one of another length than was said fails the request.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="fileName">The file's name, without quotation marks and control characters.</param>
    /// <param name="length">The file's length in bytes.</param>
    /// <param name="open">Opens the file.</param>
    public StreamedBody WithFile(string name, string fileName, long length, Func<Stream> open)
    {
        if (fileName.Contains('"', StringComparison.Ordinal) || fileName.Any(char.IsControl))
            throw new ArgumentException("A file name in a form has no quotation marks and no control characters. Nothing was sent.", nameof(fileName));

        var head = Encoding.UTF8.GetBytes($"{_head}--{_boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{fileName}\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        var tail = Encoding.UTF8.GetBytes($"\r\n--{_boundary}--\r\n");
        return new StreamedBody(head.Length + length + tail.Length, async (connection, cancellationToken) =>
        {
            await connection.WriteAsync(head, cancellationToken).ConfigureAwait(false);
            var file = open();
            await using (file.ConfigureAwait(false))
                await file.CopyToAsync(connection, cancellationToken).ConfigureAwait(false);
            await connection.WriteAsync(tail, cancellationToken).ConfigureAwait(false);
        });
    }
}
