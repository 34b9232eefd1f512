namespace Elastic.ResponseActions.Dispatching;

/// <summary>What one answer to a send means. A closed set.</summary>
internal abstract record SendVerdict(string Reason)
{
    /// <summary>Kibana made the action that was asked for.</summary>
    public sealed record Executed(ActionDetails Details) : SendVerdict("Kibana took the action");

    /// <summary>Proven not executed; it may be sent again. With a wait: the limiter turned it down, and nothing is to be sent for so long.</summary>
    public sealed record NotExecuted(string Reason, TimeSpan? Wait = null) : SendVerdict(Reason);

    /// <summary>Not executed, and sending it again would end the same.</summary>
    public sealed record Refused(string Reason) : SendVerdict(Reason);

    /// <summary>Not executed, and others would end the same until a person sets something right.</summary>
    public sealed record Blocked(BlockScope Scope, string Reason) : SendVerdict(Reason);

    /// <summary>It may have been executed. Only reading back tells; and not even that where Kibana failed between handing it out and storing it.</summary>
    public sealed record Ambiguous(string Reason, bool MayBeUnlisted = false) : SendVerdict(Reason);

    /// <summary>Something else was executed than was asked for.</summary>
    public sealed record Wrong(string Reason, string? ActionId) : SendVerdict(Reason);
}
