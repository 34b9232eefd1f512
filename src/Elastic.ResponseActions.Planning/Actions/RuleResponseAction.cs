using System.Text.Json;
using Elastic.ResponseActions.Actions;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>What a detection rule asks for when it makes alerts; mirrors one entry of <c>response_actions</c>. Immutable; unknown members survive reading and writing.</summary>
public abstract record RuleResponseAction : IJsonModel
{
    private readonly JsonOrigin _paramsOrigin = JsonOrigin.None;

    private protected RuleResponseAction()
    {
    }

    private protected RuleResponseAction(JsonMembers action, JsonMembers? parameters)
    {
        Origin = new JsonOrigin(action.Json, this);
        if (parameters is { } known)
        {
            _paramsOrigin = new JsonOrigin(known.Json, new ActionParameters(this, JsonOrigin.None));
        }
    }

    /// <summary>The kind of action on the wire: <c>.endpoint</c>, <c>.osquery</c>, or one this library does not know.</summary>
    public abstract string ActionTypeId { get; }

    internal JsonOrigin Origin { get; private init; } = JsonOrigin.None;

    JsonOrigin IJsonModel.Origin => Origin;

    /// <summary>Reads one entry of <c>response_actions</c>.</summary>
    /// <param name="utf8Json">One JSON object in UTF-8.</param>
    /// <exception cref="JsonException">Not one JSON object, a member twice, or a member of the wrong kind; the text says which.</exception>
    public static RuleResponseAction Parse(ReadOnlySpan<byte> utf8Json) =>
        JsonDocuments.TryRead(utf8Json.ToArray(), allowDuplicates: false, out var json, out var error)
            ? ResponseActionReader.Read(json, "Response action")
            : throw new JsonException($"Response action: {error}");

    /// <summary>Writes the entry: untouched members as they were read, changed ones in place, new ones last.</summary>
    /// <param name="writer">Where to write.</param>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JsonOrigin.Write(writer, this);
    }

    /// <inheritdoc />
    public override string ToString() => ActionTypeId;

    void IJsonModel.Describe(MemberImage members)
    {
        members.Text("action_type_id", ActionTypeId);
        if (ModelsParameters)
        {
            members.Object("params", new ActionParameters(this, _paramsOrigin));
        }
    }

    /// <summary>False where <c>params</c> is kept as it is, like any unknown member.</summary>
    private protected virtual bool ModelsParameters => true;

    internal abstract void DescribeParameters(MemberImage parameters);
}

/// <summary>An action on the alert's host through Elastic Defend (<c>.endpoint</c>).</summary>
public abstract record EndpointResponseAction : RuleResponseAction
{
    private protected EndpointResponseAction()
    {
    }

    private protected EndpointResponseAction(JsonMembers action, JsonMembers parameters)
        : base(action, parameters) => Comment = parameters.Text("comment");

    /// <inheritdoc />
    public sealed override string ActionTypeId => ResponseActionReader.Endpoint;

    /// <summary>The command (<c>params.command</c>); null where the entry names none, which Kibana then ignores.</summary>
    public abstract ResponseActionCommand? Command { get; }

    /// <summary>A remark that is stored with every action (<c>params.comment</c>).</summary>
    public string? Comment { get; init; }

    /// <inheritdoc />
    public sealed override string ToString() => Command?.ToString() ?? ".endpoint without command";

    internal override void DescribeParameters(MemberImage parameters)
    {
        parameters.Text("command", Command?.Name);
        parameters.Text("comment", Comment);
    }
}

/// <summary>Cuts the alert's host off the network.</summary>
public sealed record IsolateAction : EndpointResponseAction
{
    /// <summary>Creates the action.</summary>
    public IsolateAction()
    {
    }

    internal IsolateAction(JsonMembers action, JsonMembers parameters)
        : base(action, parameters)
    {
    }

    /// <inheritdoc />
    public override ResponseActionCommand? Command => ResponseActionCommand.Isolate;
}

/// <summary>An action on a process of the alert's host: <see cref="KillProcessAction"/> or <see cref="SuspendProcessAction"/>.</summary>
public abstract record ProcessResponseAction : EndpointResponseAction
{
    private protected ProcessResponseAction()
    {
    }

    private protected ProcessResponseAction(JsonMembers action, JsonMembers parameters)
        : base(action, parameters) => Selector = parameters.Object("config") is { } config ? new ProcessSelector(config) : null;

    /// <summary>Where the alert names the process (<c>params.config</c>). Kibana refuses a rule without it, and does nothing at run time.</summary>
    public ProcessSelector? Selector { get; init; }

    internal sealed override void DescribeParameters(MemberImage parameters)
    {
        base.DescribeParameters(parameters);
        parameters.Object("config", Selector);
    }
}

/// <summary>Ends a process of the alert's host.</summary>
public sealed record KillProcessAction : ProcessResponseAction
{
    /// <summary>Creates the action; give it a selector.</summary>
    public KillProcessAction()
    {
    }

    internal KillProcessAction(JsonMembers action, JsonMembers parameters)
        : base(action, parameters)
    {
    }

    /// <inheritdoc />
    public override ResponseActionCommand? Command => ResponseActionCommand.KillProcess;
}

/// <summary>Suspends a process of the alert's host.</summary>
public sealed record SuspendProcessAction : ProcessResponseAction
{
    /// <summary>Creates the action; give it a selector.</summary>
    public SuspendProcessAction()
    {
    }

    internal SuspendProcessAction(JsonMembers action, JsonMembers parameters)
        : base(action, parameters)
    {
    }

    /// <inheritdoc />
    public override ResponseActionCommand? Command => ResponseActionCommand.SuspendProcess;
}

/// <summary>Runs a script of the script library on the alert's host (servers from 9.4).</summary>
public sealed record RunScriptAction : EndpointResponseAction
{
    /// <summary>Creates the action; give it a configuration.</summary>
    public RunScriptAction()
    {
    }

    internal RunScriptAction(JsonMembers action, JsonMembers parameters)
        : base(action, parameters) => Config = parameters.Object("config") is { } config ? new RunScriptConfig(config) : null;

    /// <inheritdoc />
    public override ResponseActionCommand? Command => ResponseActionCommand.RunScript;

    /// <summary>Which script runs on which operating system (<c>params.config</c>).</summary>
    public RunScriptConfig? Config { get; init; }

    internal override void DescribeParameters(MemberImage parameters)
    {
        base.DescribeParameters(parameters);
        parameters.Object("config", Config);
    }
}
