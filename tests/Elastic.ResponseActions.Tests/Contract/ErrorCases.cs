using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Kibana.Rules;
using static Elastic.ResponseActions.Tests.Contract.Case;

namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>Sections 15 and 16: every row of the table of errors, as the caller of the client hears it.</summary>
internal static class ErrorCases
{
    public static IReadOnlyList<ContractCase> All { get; } =
    [
        Gives("16", "401: the credentials are not accepted", async rig => await RefusalAsync(() => rig.Client.Rules.FindAsync(new())), "401 True", told => told).With(rig => rig.Kibana.User.ReplaceApiKey("bmV3LWtleQ==")),
        Refused("16", "413: a body that is too large", rig => rig.Client.Rules.CreateAsync(RuleRoutesTests.Rule("r") with { Name = Text('n', 1_100_000) }), 413, "Payload content length greater than maximum allowed: 1048576"),
        Refused("16", "415: another content type", rig => rig.Client.Rules.FindAsync(new()), 415, "Unsupported Media Type").With(rig => Answers(rig, 415, """{"statusCode":415,"error":"Unsupported Media Type","message":"Unsupported Media Type"}""")),
        Refused("16", "409 in the detection engine's shape", rig => CreateAsync(rig, "r-1"), 409, "rule_id: \"r-1\" already exists").After(async rig => await CreateAsync(rig, "r-1")),
        Refused("16", "several texts at once", rig => rig.Client.Rules.FindAsync(new()), 400, "a; b").With(rig => Answers(rig, 400, """{"message":["a","b"],"status_code":400}""")),
        Refused("16", "500 without details", rig => rig.Client.Rules.FindAsync(new()), 500, "An internal server error occurred. Check Kibana server logs for details.").With(rig => Answers(rig, 500, """{"statusCode":500,"error":"Internal Server Error","message":"An internal server error occurred. Check Kibana server logs for details."}""")),
        Refused("16", "501: an agent type without a client", rig => rig.Client.Rules.FindAsync(new()), 501, "x").With(rig => Answers(rig, 501, """{"statusCode":501,"error":"Not Implemented","message":"x"}""")),
        Refused("16", "503 in plain text, after every retry of a read", rig => rig.Client.Rules.FindAsync(new()), 503, "Kibana server is not ready yet").With(rig => rig.Kibana.Faults.Add("*", FakeFaultEffect.Answer(503, "Kibana server is not ready yet", "text/plain", new Dictionary<string, string> { ["retry-after"] = "30" }))),
        Gives("16", "503 that passes", async rig => (await rig.Client.Rules.FindAsync(new())).Total, "0").With(rig => rig.Kibana.Faults.Add("*", FakeFaultEffect.Answer(503, "Kibana server is not ready yet", "text/plain", new Dictionary<string, string> { ["retry-after"] = "30" }), count: 2)),
        Gives("16", "429 that passes", async rig => (await rig.Client.Rules.FindAsync(new())).Total, "0").With(rig => rig.Kibana.Faults.Add("*", FakeFaultEffect.Answer(429, """{"statusCode":429,"error":"Too Many Requests","message":"Too Many Requests"}"""), count: 2)),
        Gives("16", "a change is not repeated after a 429", async rig =>
        {
            await RefusalAsync(() => CreateAsync(rig, "r-1"));
            return rig.Kibana.Requests.Count(request => request.Method == "POST");
        }, "1").With(rig => rig.Kibana.Faults.Add("*/rules", FakeFaultEffect.Answer(429, """{"statusCode":429,"error":"Too Many Requests","message":"Too Many Requests"}"""))),
        Gives("16", "400: a host without Elastic Defend", rig => ByHandAsync(rig, "a1", new ScanRequest { Path = "/x" }), "Refused: Kibana refused it (400): The host does not have Elastic Defend integration installed", End)
            .With(rig => Fails(rig, "scan", 400, "The host does not have Elastic Defend integration installed")),
        Gives("16", "405: a command that a product does not have", rig => ByHandAsync(rig, "a1", new ScanRequest { Path = "/x" }), "Refused: Kibana refused it (405): Action [scan] not supported", End).With(rig => Fails(rig, "scan", 405, "Action [scan] not supported")),
        Gives("16", "400: no connector", rig => ByHandAsync(rig, "s1", new IsolateRequest { AgentType = AgentType.SentinelOne }), "Refused: Kibana refused it (400): No stack connector instance configured for [.sentinelone]", End).With(rig => rig.Kibana.Connectors = []),
        Gives("16", "403: the command's privilege or licence", rig => ByHandAsync(rig, "a1", new ScanRequest { Path = "/x" }), "Blocked: a privilege or the licence for `scan` is missing (403): Endpoint authorization failure", End).With(rig => rig.Kibana.User.Permissions = [.. FakePermission.All.Except([FakePermission.CanWriteScanOperations])]),
        Gives("15", "isolating by request needs Platinum", rig => ByHandAsync(rig, "a1", new IsolateRequest()), "Blocked", operation => operation.Outcome.Kind).With(rig => rig.Kibana.License = LicenseLevel.Gold),
        Gives("15", "and Platinum is enough", rig => ByHandAsync(rig, "a1", new IsolateRequest()), "Sent", operation => operation.Outcome.Kind).With(rig => rig.Kibana.License = LicenseLevel.Platinum),
        Gives("15", "releasing needs no licence", rig => ByHandAsync(rig, "a1", new ReleaseRequest()), "Sent", operation => operation.Outcome.Kind).With(rig => rig.Kibana.License = LicenseLevel.Basic),
        Gives("15", "other commands need Enterprise", rig => ByHandAsync(rig, "a1", new ScanRequest { Path = "/x" }), "Blocked", operation => operation.Outcome.Kind).With(rig => rig.Kibana.License = LicenseLevel.Platinum),
        Refused("15", "reading actions needs Platinum", rig => rig.Client.Actions.ListAsync(new()), 403, "Endpoint authorization failure").With(rig => rig.Kibana.License = LicenseLevel.Gold),
    ];

    private static string End(ActionOperation operation) => $"{operation.Outcome.Kind}: {operation.Outcome.Reason}";

    private static void Answers(Support.Rig rig, int status, string body) => rig.Kibana.Faults.Add("*", FakeFaultEffect.Answer(status, body));

    private static void Fails(Support.Rig rig, string segment, int status, string message) => rig.Kibana.Faults.Add($"*/action/{segment}", FakeFaultEffect.Answer(status, $$"""{"statusCode":{{status}},"error":"x","message":"{{message}}"}"""));

    private static async ValueTask<string> RefusalAsync<T>(Func<ValueTask<T>> call)
    {
        var error = await Assert.ThrowsAnyAsync<ResponseActionsException>(async () => await call());
        return $"{error.StatusCode} {error.ServerMessage.Contains("security_exception", StringComparison.Ordinal)}";
    }
}
