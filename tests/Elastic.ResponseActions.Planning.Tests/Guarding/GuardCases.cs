namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>One action that every guard lets pass, and the facts for it; the tests change one thing at a time.</summary>
internal static class GuardCases
{
    public static readonly DateTimeOffset Now = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    public static readonly ResponsePolicy Policy = ResponsePolicy.Default with { DefaultMode = ActionMode.Enforce, AllowPid = true, Approval = new ApprovalPolicy { Classes = [], FirstOfRule = false } };

    public static readonly AlertEvidence Evidence = new()
    {
        AlertId = "A",
        AgentType = AgentType.Endpoint,
        HostId = "h1",
        HostName = "web-01",
        HostOsType = "windows",
        ProcessName = "evil.exe",
        ProcessExecutable = @"C:\Temp\evil.exe",
    };

    public static readonly PlannedAction Isolate = new()
    {
        Command = ResponseActionCommand.Isolate,
        Target = new EndpointId("a1"),
        AgentIds = [new EndpointId("a1")],
        HostName = "web-01",
        AlertIds = ["A"],
        Evidence = [Evidence],
        RuleId = "r1",
        RuleName = "R",
        RuleTags = ["tag"],
        EventTime = Now.AddMinutes(-1),
    };

    public static readonly PlannedAction Kill = Isolate with
    {
        Command = ResponseActionCommand.KillProcess,
        ParameterField = "process.entity_id",
        ParameterName = "entity_id",
        ParameterValue = JsonText.Element("\"e1\""),
    };

    public static readonly PlannedAction KillPid = WithPid("4000");

    public static readonly PlannedAction Release = Isolate with
    {
        Command = ResponseActionCommand.Unisolate,
        RequestId = "request",
        RuleId = null,
        AlertIds = [],
        Evidence = [],
        EventTime = null,
    };

    public static readonly EndpointMetadata Metadata = new()
    {
        AgentId = new EndpointId("a1"),
        HostId = "h1",
        HostName = "WEB-01",
        HostHostname = "web-01.example",
        OsType = "windows",
        OsFull = "Windows 11 Pro",
        IpAddresses = ["10.0.0.5", "fe80::1", "127.0.0.1"],
        AgentPolicyId = "ap-1",
        DefendPolicyId = "ip-1",
        DefendPolicyName = "prod",
        HostStatus = HostStatus.Healthy,
        Capabilities = [EndpointCapability.Isolation, EndpointCapability.KillProcess, EndpointCapability.SuspendProcess, EndpointCapability.RunScript],
    };

    public static readonly GuardFacts Facts = new()
    {
        Now = Now,
        IsSendTime = true,
        Destination = "https://kibana",
        KillSwitch = KillSwitchState.Released,
        Endpoint = new EndpointFacts { Metadata = Metadata, FetchedAt = Now.AddMinutes(-2) },
        PrivilegeGranted = true,
        KnownHosts = 100,
    };

    public static PlannedAction WithPid(string json) => Kill with { ParameterField = "process.pid", ParameterName = "pid", ParameterValue = JsonText.Element(json) };

    public static PlannedAction On(this PlannedAction action, string agent) =>
        action with { Target = new EndpointId(agent), AgentIds = [new EndpointId(agent)] };

    public static PlannedAction With(this PlannedAction action, Func<AlertEvidence, AlertEvidence> change) =>
        action with { Evidence = [.. action.Evidence.Select(change)] };

    public static GuardFacts With(this GuardFacts facts, Func<EndpointMetadata, EndpointMetadata> change) =>
        facts with { Endpoint = facts.Endpoint! with { Metadata = change(facts.Endpoint.Metadata!) } };

    /// <summary>The facts after an action was approved some time ago.</summary>
    public static GuardFacts After(this GuardFacts facts, PlannedAction action, TimeSpan ago) =>
        facts with { History = facts.History.Add(PastAction.Of(action, facts.Destination, facts.Now - ago)) };

    public static GuardReview Review(PlannedAction action, GuardFacts? facts = null, ResponsePolicy? policy = null) =>
        new ResponseGuard(policy ?? Policy).Review(action, facts ?? Facts);

    /// <summary>The outcome and the reason of one guard.</summary>
    public static GuardStep Step(string guard, PlannedAction action, GuardFacts? facts = null, ResponsePolicy? policy = null) =>
        Review(action, facts, policy).Steps.Single(step => step.Guard == guard);

    public static GuardOutcome Outcome(string guard, PlannedAction action, GuardFacts? facts = null, ResponsePolicy? policy = null) =>
        Step(guard, action, facts, policy).Outcome;
}
