namespace Elastic.ResponseActions;

/// <summary>A download or an export broke off after bytes had been written: what is in the caller's stream is a part of the file. It is not begun again by itself.</summary>
public sealed class FileDownloadException : IOException
{
    /// <summary>Makes an exception of a download that wrote nothing.</summary>
    public FileDownloadException()
        : this("The download broke off.", bytesWritten: 0)
    {
    }

    /// <summary>Makes an exception of a download that wrote nothing.</summary>
    /// <param name="message">What failed.</param>
    public FileDownloadException(string message)
        : this(message, bytesWritten: 0)
    {
    }

    /// <summary>Makes an exception of a download that wrote nothing.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">The cause.</param>
    public FileDownloadException(string message, Exception? innerException)
        : this(message, bytesWritten: 0, innerException)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="bytesWritten">How many bytes are in the caller's stream.</param>
    /// <param name="innerException">The cause.</param>
    public FileDownloadException(string message, long bytesWritten, Exception? innerException = null)
        : base(message, innerException) => BytesWritten = bytesWritten;

    /// <summary>How many bytes are in the caller's stream.</summary>
    public long BytesWritten { get; }
}
