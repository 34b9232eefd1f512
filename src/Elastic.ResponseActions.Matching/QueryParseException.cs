namespace Elastic.ResponseActions.Matching;

/// <summary>Thrown by <see cref="RuleSet.Compile"/> when at least one rule does not compile; carries all errors of all rules.</summary>
public sealed class QueryParseException : Exception
{
    /// <summary>Creates the exception from all errors found.</summary>
    /// <param name="errors">At least one error.</param>
    public QueryParseException(IReadOnlyList<QueryError> errors)
        : base(string.Join('\n', errors))
    {
        ArgumentNullException.ThrowIfNull(errors);
        Errors = errors;
    }

    /// <summary>Every error of every rule, in the order of the rules.</summary>
    public IReadOnlyList<QueryError> Errors { get; }
}
