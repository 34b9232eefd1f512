using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Kibana.Rules;
using Elastic.ResponseActions.Tests.Support;
using static Elastic.ResponseActions.Tests.Contract.Case;

namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>Section 11: what a rule's response actions may be, said by the client before the call where it can know it, else by Kibana.</summary>
internal static class RuleActionCases
{
    public static IReadOnlyList<ContractCase> All { get; } =
    [
        Bad("a command that no rule may have", """{"command":"reboot"}""", "`params.command`"),
        Bad("kill-process without config", """{"command":"kill-process"}""", "`params.config`"),
        Bad("suspend-process without config", """{"command":"suspend-process"}""", "`params.config`"),
        Bad("a field beside overwrite", """{"command":"kill-process","config":{"overwrite":true,"field":"process.pid"}}""", "`params.config.field`"),
        Bad("a field alone, since overwrite is true by default", """{"command":"kill-process","config":{"field":"process.entity_id"}}""", "`params.config.overwrite`"),
        Bad("no field and no overwrite", """{"command":"kill-process","config":{"overwrite":false,"field":" "}}""", "`params.config.field`"),
        Bad("runscript without config", """{"command":"runscript"}""", "`params.config`"),
        Bad("runscript without a script", """{"command":"runscript","config":{"linux":{}}}""", "`params.config`"),
        Good("isolate", """{"command":"isolate","comment":"c"}"""),
        Good("kill-process of process.pid, with the empty field that the schema wants", """{"command":"kill-process","config":{"overwrite":true,"field":""}}"""),
        Good("suspend-process of another field", """{"command":"suspend-process","config":{"overwrite":false,"field":"process.entity_id"}}"""),
        Good("runscript", """{"command":"runscript","config":{"linux":{"scriptId":"s-1","scriptInput":"-v","timeout":60}}}"""),
        Gives("11", "Osquery beside an endpoint's action", async rig => (await CreateAsync(rig, "r", """[{"action_type_id":".osquery","params":{"query":"select 1","timeout":120}},{"action_type_id":".endpoint","params":{"command":"isolate"}}]""")).ResponseActions.Count, "2"),
        Refused("11", "a script that is not there", rig => CreateAsync(rig, "r", Action("""{"command":"runscript","config":{"linux":{"scriptId":"gone"}}}""")), 400, "Invalid [linux] [runscript] response action configuration: script [gone] not found"),
        .. ((string Command, FakePermission Lacks, string Action)[])
        [
            ("isolate", FakePermission.CanIsolateHost, """{"command":"isolate"}"""),
            ("kill-process", FakePermission.CanKillProcess, """{"command":"kill-process","config":{"overwrite":true,"field":""}}"""),
            ("suspend-process", FakePermission.CanSuspendProcess, """{"command":"suspend-process","config":{"overwrite":true,"field":""}}"""),
            ("runscript", FakePermission.CanWriteExecuteOperations, """{"command":"runscript","config":{"linux":{"scriptId":"s-1"}}}"""),
        ] is var commands ? commands.SelectMany(row => Privileges(row.Command, row.Lacks, row.Action)) : [],
        Gives("11", "8.x has another text for it", rig => RefusalAsync(() => new ResponseActionsClient(rig.Way, rig.Options, rig.Time).Rules.CreateAsync(RuleRoutesTests.Rule("r", Action("""{"command":"isolate"}""")))), "403 User is not authorized to change isolate response actions")
            .With(rig => rig.Kibana.Version = "8.19.0").With(rig => rig.Kibana.User.Permissions = [.. FakePermission.All.Except([FakePermission.CanIsolateHost])]),
        Gives("11", "an unchanged list needs no privilege", async rig => (await rig.Client.Rules.ReplaceAsync(RuleRoutesTests.Rule("r", Action("""{"command":"isolate"}""")) with { Name = "new" })).Name, "new")
            .After(async rig => await CreateAsync(rig, "r", Action("""{"command":"isolate"}"""))).With(rig => rig.Kibana.User.Permissions = [.. FakePermission.All.Except([FakePermission.CanIsolateHost])]),
        Gives("11", "on Platinum a rule that isolates can be saved", async rig => (await CreateAsync(rig, "r", Action("""{"command":"isolate"}"""))).ResponseActions.Count, "1").With(rig => rig.Kibana.License = LicenseLevel.Platinum),
        Refused("11", "on Gold it cannot", rig => CreateAsync(rig, "r", Action("""{"command":"isolate"}""")), 403, "User is not authorized to create/update isolate response action").With(rig => rig.Kibana.License = LicenseLevel.Gold),
        Refused("11", "on Platinum one that ends processes cannot", rig => CreateAsync(rig, "r", Action("""{"command":"kill-process","config":{"overwrite":true,"field":""}}""")), 403, "User is not authorized to create/update kill-process response action").With(rig => rig.Kibana.License = LicenseLevel.Platinum),
    ];

    private static IEnumerable<ContractCase> Privileges(string command, FakePermission lacks, string action) =>
    [
        Refused("11", $"adding {command} without its privilege", rig => CreateAsync(rig, "r", Action(action)), 403, $"User is not authorized to create/update {command} response action").With(rig => Without(rig, lacks)),
        Refused("11", $"removing {command} without its privilege", rig => rig.Client.Rules.ReplaceAsync(RuleRoutesTests.Rule("r")), 403, $"User is not authorized to create/update {command} response action")
            .After(async rig => await CreateAsync(rig, "r", Action(action))).With(rig => Without(rig, lacks)),
        Gives("11", $"patching another member of a rule with {command} without its privilege", async rig => (await rig.Client.Rules.PatchAsync(RuleKey.OfRuleId("r"), Utf8("""{"name":"new"}"""))).ResponseActions.Count, "1")
            .After(async rig => await CreateAsync(rig, "r", Action(action))).With(rig => Without(rig, lacks)),
    ];

    // The server's version is known beforehand, so that nothing at all is asked.
    private static ContractCase Bad(string what, string action, string member) =>
        Unsent("11", what, rig => CreateAsync(rig, "r", Action(action)), member).After(static async rig => await rig.Client.Status.GetServerAsync());

    private static ContractCase Good(string what, string action) => Gives("11", what, async rig => (await CreateAsync(rig, "r", Action(action))).ResponseActions.Count, "1");

    private static async ValueTask<string> RefusalAsync(Func<ValueTask<DetectionRule>> call)
    {
        var error = await Assert.ThrowsAnyAsync<ResponseActionsException>(async () => await call());
        return $"{error.StatusCode} {error.ServerMessage}";
    }

    // Two commands have one privilege, so its action is what is taken away.
    private static void Without(Rig rig, FakePermission lacks) => rig.Kibana.User.Permissions = [.. FakePermission.All.Where(permission => permission.ApiAction != lacks.ApiAction)];

    private static string Action(string parameters) => $$"""[{"action_type_id":".endpoint","params":{{parameters}}}]""";
}
