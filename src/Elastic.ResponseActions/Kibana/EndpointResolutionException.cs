namespace Elastic.ResponseActions;

/// <summary>A host name does not lead to exactly one agent id. Nothing was done to any host.</summary>
public sealed class EndpointResolutionException : Exception
{
    /// <summary>Makes an exception without candidates.</summary>
    public EndpointResolutionException()
        : this("The host name does not lead to exactly one agent id.")
    {
    }

    /// <summary>Makes an exception without candidates.</summary>
    /// <param name="message">What failed.</param>
    public EndpointResolutionException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception without candidates.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">The cause.</param>
    public EndpointResolutionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="candidates">The hosts of that name.</param>
    public EndpointResolutionException(string message, IReadOnlyList<EndpointMetadata> candidates)
        : base(message) => Candidates = candidates;

    /// <summary>The hosts of that name, unenrolled ones included; empty where there is none.</summary>
    public IReadOnlyList<EndpointMetadata> Candidates { get; } = [];
}
