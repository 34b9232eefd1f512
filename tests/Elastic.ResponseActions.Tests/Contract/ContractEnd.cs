namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>What has to come of a call: a closed family.</summary>
internal abstract record ContractEnd
{
    /// <summary>It gives this, as text.</summary>
    public sealed record Gives(string Text) : ContractEnd;

    /// <summary>Its last request is this: method, path and query.</summary>
    public sealed record Sends(string Request) : ContractEnd;

    /// <summary>Kibana refuses it with this status and text.</summary>
    public sealed record Refused(int Status, string Message) : ContractEnd;

    /// <summary>It is refused before anything is asked, with a text that holds this.</summary>
    public sealed record Unsent(string Message) : ContractEnd;
}
