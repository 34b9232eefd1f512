namespace Elastic.ResponseActions;

/// <summary>No whole answer came from Kibana. <see cref="MayHaveArrived"/> tells whether the request may have been executed.</summary>
public sealed class TransportException : IOException
{
    /// <summary>Makes an exception of a request that may have arrived.</summary>
    public TransportException()
        : this("No whole answer came from Kibana.", mayHaveArrived: true)
    {
    }

    /// <summary>Makes an exception of a request that may have arrived.</summary>
    /// <param name="message">What failed.</param>
    public TransportException(string message)
        : this(message, mayHaveArrived: true)
    {
    }

    /// <summary>Makes an exception of a request that may have arrived.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">The cause.</param>
    public TransportException(string message, Exception? innerException)
        : this(message, mayHaveArrived: true, innerException)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="mayHaveArrived">False only where it is proven that no byte of the body left.</param>
    /// <param name="innerException">The cause.</param>
    public TransportException(string message, bool mayHaveArrived, Exception? innerException = null)
        : base(message, innerException) => MayHaveArrived = mayHaveArrived;

    /// <summary>Trying again would end the same: what is wrong is the transport itself.</summary>
    internal bool IsLasting { get; init; }

    /// <summary>False where it is proven that no byte of the body left: name not found, connection refused, TLS failed.</summary>
    public bool MayHaveArrived { get; }
}
