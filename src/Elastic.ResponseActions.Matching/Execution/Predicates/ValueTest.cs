namespace Elastic.ResponseActions.Matching.Execution.Predicates;

/// <summary>
/// A condition on one value. A predicate on a field holds when any value of the field passes; which fields it is asked for
/// is decided elsewhere. Immutable; shared by all matchers.
/// </summary>
internal abstract class ValueTest
{
    public abstract bool Passes(in EventValue value);
}

/// <summary>Any value; on keyword fields any that is indexed.</summary>
internal sealed class ExistsTest(bool keywordLimit) : ValueTest
{
    public override bool Passes(in EventValue value) => !(keywordLimit && value.BeyondKeyword);
}

/// <summary>Any of several conditions, tried in order.</summary>
internal sealed class AnyOfTest(ValueTest[] tests) : ValueTest
{
    public IReadOnlyList<ValueTest> Tests => tests;

    /// <summary>Nothing but terms and wildcard patterns.</summary>
    public bool AreGlobs => Array.TrueForAll(tests, test => test is GlobTest or TermTest);

    public override bool Passes(in EventValue value)
    {
        foreach (var test in tests)
        {
            if (test.Passes(value))
                return true;
        }

        return false;
    }
}
