namespace Elastic.ResponseActions.Matching;

/// <summary>Why a rule did not compile.</summary>
public enum QueryErrorKind
{
    /// <summary>The query, a filter or an index pattern is not well formed, or the rule id is taken.</summary>
    Syntax,

    /// <summary>The rule is sound, but cannot be matched here.</summary>
    Unsupported,

    /// <summary>A limit of <see cref="RuleSetOptions"/> is passed.</summary>
    Limit,
}
