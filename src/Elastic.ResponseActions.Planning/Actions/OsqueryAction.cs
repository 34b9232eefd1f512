using Elastic.ResponseActions.Actions;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>Runs an Osquery query on the hosts of the alerts (<c>.osquery</c>). Kept and written back; this library does not plan it.</summary>
public sealed record OsqueryAction : RuleResponseAction
{
    /// <summary>Creates the action.</summary>
    public OsqueryAction()
    {
    }

    internal OsqueryAction(JsonMembers action, JsonMembers parameters)
        : base(action, parameters)
    {
        Query = parameters.Text("query");
        SavedQueryId = parameters.Text("saved_query_id");
        PackId = parameters.Text("pack_id");
        TimeoutSeconds = parameters.Number("timeout");
    }

    /// <inheritdoc />
    public override string ActionTypeId => ResponseActionReader.Osquery;

    /// <summary>The query text (<c>params.query</c>).</summary>
    public string? Query { get; init; }

    /// <summary>A stored query to run instead (<c>params.saved_query_id</c>).</summary>
    public string? SavedQueryId { get; init; }

    /// <summary>A pack of queries to run instead (<c>params.pack_id</c>).</summary>
    public string? PackId { get; init; }

    /// <summary>How long the query may run, in seconds (<c>params.timeout</c>).</summary>
    public double? TimeoutSeconds { get; init; }

    /// <inheritdoc />
    public override string ToString() => ActionTypeId;

    internal override void DescribeParameters(MemberImage parameters)
    {
        parameters.Text("query", Query);
        parameters.Text("saved_query_id", SavedQueryId);
        parameters.Text("pack_id", PackId);
        parameters.Number("timeout", TimeoutSeconds);
    }
}
