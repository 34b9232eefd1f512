namespace Elastic.ResponseActions;

/// <summary>A ledger cannot be used: it could not be written, cannot be read, or belongs to another writer. Nothing is sent without one.</summary>
public sealed class LedgerException : IOException
{
    /// <summary>Makes an exception.</summary>
    public LedgerException()
        : this("The ledger cannot be used.")
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    public LedgerException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public LedgerException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
