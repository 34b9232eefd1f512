namespace Elastic.ResponseActions;

/// <summary>Rules that Kibana would refuse, or would take and not run as they read. Nothing was sent; <see cref="Problems"/> holds every error at once.</summary>
public sealed class InvalidRuleException : ArgumentException
{
    /// <summary>Makes an exception without problems.</summary>
    public InvalidRuleException()
        : base("The rules are not valid.")
    {
    }

    /// <summary>Makes an exception without problems.</summary>
    /// <param name="message">What is wrong.</param>
    public InvalidRuleException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception without problems.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public InvalidRuleException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal InvalidRuleException(IReadOnlyList<RuleProblem> problems)
        : base($"{Kibana.VisibleText.Of(string.Join(" ", problems), 8192)} Nothing was sent.") => Problems = problems;

    /// <summary>Every objection to every rule.</summary>
    public IReadOnlyList<RuleProblem> Problems { get; } = [];
}
