using System.Text;

namespace Elastic.ResponseActions.Testing.Tests.Scenarios;

/// <summary>Worlds written down, and everything that can be wrong with them.</summary>
public sealed class FakeScenarioTests
{
    [Fact]
    public async Task ApplyTo_WholeScenario_MakesTheWorld()
    {
        await using var kibana = new FakeKibana();
        var scenario = Parse("""
            {
              "now": "2026-01-15T10:00:00Z", "license": "platinum", "space": "soc", "permissions": ["canReadSecuritySolution", "canIsolateHost"],
              "hosts": [
                { "agent_id": "a1", "name": "web-01", "host_id": "h-1", "os": "macos", "agent_version": "9.2.0", "answer_after": "250ms",
                  "isolated": true, "capabilities": ["isolation"],
                  "processes": [ { "pid": 42, "entity_id": "e", "name": "evil", "parent_pid": 1, "user": "root", "protected": true, "suspended": true }, { "pid": 43 } ] },
                { "agent_id": "b2", "defend": false, "online": false, "answer_after": "never" },
                { "agent_id": "c3", "status": "unenrolled" }
              ]
            }
            """);

        scenario.ApplyTo(kibana);

        Assert.Equal(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero), scenario.Now);
        Assert.Equal(LicenseLevel.Platinum, kibana.License);
        Assert.Equal([FakePermission.CanReadSecuritySolution, FakePermission.CanIsolateHost], kibana.User.Permissions);
        var a1 = kibana.Hosts["a1"];
        Assert.Equal(("web-01", "h-1", "macos", "9.2.0", TimeSpan.FromMilliseconds(250), true, "healthy"),
            (a1.Name, a1.HostId, a1.OsType, a1.AgentVersion, a1.AnswerAfter, a1.IsIsolated, a1.Status));
        Assert.Equal(["isolation"], a1.Capabilities);
        Assert.Equal(["soc"], a1.Spaces);
        Assert.Equal(
            [new FakeProcess { Pid = 42, EntityId = "e", Name = "evil", ParentPid = 1, User = "root", IsProtected = true, IsSuspended = true }, new FakeProcess { Pid = 43 }],
            a1.Processes);
        var b2 = kibana.Hosts["b2"];
        Assert.Equal((false, false, "offline", Timeout.InfiniteTimeSpan), (b2.HasDefend, b2.IsOnline, b2.Status, b2.AnswerAfter));
        Assert.Equal("unenrolled", kibana.Hosts["c3"].Status);
    }

    [Fact]
    public async Task ApplyTo_KnownHosts_OverridesWhatItSaysAndRemoves()
    {
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1", name: "web-01", os: "windows").AddProcess(1, "init");
        kibana.AddEndpoint("b2");

        Parse("""{"space":"soc","hosts":[{"agent_id":"a1","defend":false},{"agent_id":"b2","remove":true}]}""").ApplyTo(kibana);

        var a1 = Assert.Single(kibana.Hosts);
        Assert.Equal(("web-01", "windows", false), (a1.Name, a1.OsType, a1.HasDefend));
        Assert.Single(a1.Processes);
        Assert.Equal(["soc"], a1.Spaces);
        Assert.Equal(LicenseLevel.Enterprise, kibana.License);
        Assert.Equal(FakePermission.All.Count, kibana.User.Permissions.Count);
    }

    [Fact]
    public async Task ApplyTo_RemovesAHostThatIsNotThere_ThrowsBeforeItChangesAnything()
    {
        await using var kibana = new FakeKibana();

        var error = Assert.Throws<InvalidOperationException>(() =>
            Parse("""{"license":"gold","hosts":[{"agent_id":"a1"},{"agent_id":"zz","remove":true}]}""").ApplyTo(kibana));

        Assert.Equal("The scenario removes host 'zz', and FakeKibana has none of that agent id.", error.Message);
        Assert.Empty(kibana.Hosts);
        Assert.Equal(LicenseLevel.Enterprise, kibana.License);
    }

    [Fact]
    public void TryParse_ManyErrors_ReportsAllWithPathAndLine()
    {
        var errors = Errors("""
            {
              "now": "soon",
              "license": "diamond",
              "permissions": ["canFly", 7],
              "space": 1,
              "colour": "red",
              "hosts": [
                { "agent_id": "a1", "os": "beos", "defend": "no", "answer_after": "5 s" },
                { "name": "x" },
                { "agent_id": " " },
                { "agent_id": "a1" },
                { "agent_id": "r", "remove": true, "name": "x" },
                "host",
                { "agent_id": "p", "processes": [
                  { "pid": 0 },
                  { "name": "y", "pidd": 1 },
                  { "pid": 5 }, { "pid": 5 } ] },
                { "agent_id": "d", "os": "linux", "os": "macos", "status": null }
              ]
            }
            """);

        Assert.Equal(
            [
                "line 2, $.now: `soon` is no time; write it as `2026-01-15T10:00:00Z`",
                "line 3, $.license: `diamond` is none of basic, standard, gold, platinum, enterprise, trial",
                $"line 4, $.permissions[0]: `canFly` is none of {string.Join(", ", FakePermission.All)}",
                "line 4, $.permissions[1]: expected a text, found the number 7",
                "line 5, $.space: expected a text, found the number 1",
                "line 6, $.colour: unknown key `colour`; known: now, license, permissions, space, version, connectors, faults, hosts",
                "line 8, $.hosts[0].os: `beos` is none of windows, linux, macos",
                "line 8, $.hosts[0].defend: expected true or false, found the text `no`",
                "line 8, $.hosts[0].answer_after: `5 s` is no duration; write a number and `ms`, `s`, `m`, `h` or `d`, or `never`",
                "line 9, $.hosts[1]: `agent_id` is missing",
                "line 10, $.hosts[2].agent_id: must not be blank",
                "line 11, $.hosts[3]: host 'a1' is given 2 times; say everything of it at one place",
                "line 12, $.hosts[4].remove: a host that is removed takes no key but `agent_id`",
                "line 13, $.hosts[5]: expected an object, found the text `host`",
                "line 13, $.hosts[5]: `agent_id` is missing",
                "line 14, $.hosts[6].processes: pid 5 is given 2 times; a host runs one process of a pid",
                "line 15, $.hosts[6].processes[0].pid: expected a whole number from 1, found 0",
                "line 16, $.hosts[6].processes[1]: `pid` is missing",
                "line 16, $.hosts[6].processes[1].pidd: unknown key `pidd`; known: pid, entity_id, name, parent_pid, user, protected, suspended",
                "line 18, $.hosts[7].status: expected a text, found null",
                "line 18, $.hosts[7].os: key `os` is given 2 times",
            ],
            errors);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("{\n\"hosts\": [\n}", 3)]
    [InlineData("{}\n{}", 2)]
    public void TryParse_NoJson_NamesTheLine(string text, int line)
    {
        Assert.False(FakeScenario.TryParse(Encoding.UTF8.GetBytes(text), out _, out var errors));

        var error = Assert.Single(errors);
        Assert.Equal(("$", line), (error.Path, error.Line));
        Assert.StartsWith("this is not JSON: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_List_IsOneError() =>
        Assert.Equal(["line 1, $: expected an object, found a list"], Errors("[]"));

    [Fact]
    public void TryParse_EmptyObject_SaysNothing()
    {
        var scenario = Parse("{}");

        Assert.Equal((null, null, null, null), (scenario.Now, scenario.License, scenario.Permissions, scenario.SpaceId));
    }

    private static FakeScenario Parse(string json)
    {
        Assert.True(FakeScenario.TryParse(Encoding.UTF8.GetBytes(json), out var scenario, out var errors), string.Join('\n', errors));
        return scenario;
    }

    private static IEnumerable<string> Errors(string json)
    {
        Assert.False(FakeScenario.TryParse(Encoding.UTF8.GetBytes(json), out var scenario, out var errors));
        Assert.Null(scenario);
        return errors.Select(error => error.ToString());
    }

    [Fact]
    public async Task ApplyTo_VersionFilesCommandsAndFaults_AreInTheWorld()
    {
        var parsed = FakeScenario.TryParse("""
            {
              "version": "9.3.0", "connectors": ["sentinel_one"],
              "hosts": [
                { "agent_id": "a1", "files": [{ "path": "/etc/motd", "content": "hi" }], "commands": [{ "command": "whoami", "stdout": "root" }], "spaces": ["soc"] },
                { "agent_id": "s1", "agent_type": "sentinel_one" }
              ],
              "faults": [
                { "path": "/api/status", "status": 429, "retry_after": "30", "count": 1 },
                { "method": "POST", "path": "*/isolate", "misbehave": "stays-pending" }
              ]
            }
            """u8, out var scenario, out var errors);
        Assert.True(parsed, string.Join('\n', errors));
        await using var kibana = new FakeKibana();

        scenario!.ApplyTo(kibana);

        Assert.Equal(("9.3.0", "hi", "root", "soc"), (kibana.Version, System.Text.Encoding.UTF8.GetString(kibana.Hosts["a1"].Files[0].Content.Span), kibana.Hosts["a1"].CommandResults["whoami"].Stdout, kibana.Hosts["a1"].Spaces[0]));
        Assert.Equal((AgentType.SentinelOne, AgentType.SentinelOne), (kibana.Hosts["s1"].AgentType, kibana.Connectors[0]));
        using var client = kibana.CreateClient();
        using var first = await client.GetAsync(new Uri("/api/status", UriKind.Relative), TestContext.Current.CancellationToken);
        using var second = await client.GetAsync(new Uri("/api/status", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((429, "30", 200), ((int)first.StatusCode, first.Headers.GetValues("retry-after").Single(), (int)second.StatusCode));
    }

    // Each kind of fault, asked for by a file, as a client on the wire meets it.
    [Theory]
    [InlineData(""" "status": 503, "body": "Kibana server is not ready yet", "content_type": "text/plain", "retry_after": "30" """, "503 Kibana server is not ready yet", 0)]
    [InlineData(""" "status": 307, "location": "https://other.invalid/" """, "307 ", 0)]
    [InlineData(""" "status": 504, "executed": true """, "504", 1)]
    [InlineData(""" "delay": "30s" """, "200", 1)]
    [InlineData(""" "drop": "close" """, "failed", 0)]
    [InlineData(""" "drop": "reset", "executed": true """, "failed", 1)]
    [InlineData(""" "cut_after": 20 """, "failed", 1)]
    [InlineData(""" "cut_upload_after": 3 """, "failed", 0)]
    [InlineData(""" "raw": "SSH-2.0-x\r\n" """, "failed", 0)]
    [InlineData(""" "drip": "1ms" """, "200", 1)]
    [InlineData(""" "endless": "headers" """, "failed", 1)]
    [InlineData(""" "wrong_agents": ["other"] """, "200", 1)]
    [InlineData(""" "deliver_twice": true """, "200", 2)]
    [InlineData(""" "misbehave": "orphan-dispatch" """, "500", 0)]
    [InlineData(""" "misbehave": "fleet-refuses" """, "500", 0)]
    public async Task ApplyTo_Fault_IsMetOnTheWire(string fault, string met, int actions)
    {
        Assert.True(FakeScenario.TryParse(System.Text.Encoding.UTF8.GetBytes($$"""{"faults":[{"path":"*/isolate",{{fault}} }]}"""), out var scenario, out var errors), string.Join('\n', errors));
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        scenario.ApplyTo(bench.Kibana);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = bench.Kibana.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, Bench.Isolate) { Content = new StringContent("""{"endpoint_ids":["a1"]}""", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Authorization", $"ApiKey {bench.Kibana.ApiKey}");
        request.Headers.Add("kbn-xsrf", "x");

        string got;
        try
        {
            using var reply = await client.SendAsync(request, TestContext.Current.CancellationToken);
            got = $"{(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
        }
        catch (HttpRequestException)
        {
            got = "failed";
        }

        Assert.StartsWith(met, got, StringComparison.Ordinal);
        Assert.Equal(actions, bench.Kibana.Actions.Count);
    }

    [Fact]
    public void TryParse_WrongFaultsAndVersion_AreAllReported()
    {
        Assert.False(FakeScenario.TryParse("""
            {
              "version": "7.0.0",
              "faults": [{ "path": "x" }, { "status": 999 }, { "misbehave": "sulks", "status": 500 }, { "drop": "softly", "by": "5s" }]
            }
            """u8, out _, out var errors));

        Assert.Equal(["$.version", "$.faults[0]", "$.faults[1].status", "$.faults[2].misbehave", "$.faults[2]", "$.faults[3].drop", "$.faults[3].by"], errors.Select(error => error.Path));
    }
}
