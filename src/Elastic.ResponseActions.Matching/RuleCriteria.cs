namespace Elastic.ResponseActions.Matching;

/// <summary>What has to hold beyond the query, over more than one event. Closed: threshold, new terms, threat match.</summary>
public abstract record RuleCriteria
{
    private protected RuleCriteria()
    {
    }
}
