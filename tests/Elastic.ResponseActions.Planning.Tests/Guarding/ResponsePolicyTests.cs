using System.Net;
using System.Text;
using CsCheck;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

public sealed class ResponsePolicyTests
{
    [Fact]
    public void TryParse_WholePolicy_ReadsEveryKey()
    {
        var policy = Parse("""
            {
              "version": 1,
              "mode": {"default": "approve", "rules": [{"rule_id": "r1", "tag": "t", "command": "kill-process", "mode": "enforce"}]},
              "kill_switch_file": "/run/stop",
              "protected": {"hosts": ["dc-*"], "networks": ["10.0.0.0/8", "10.1.2.3", "2001:DB8::/32"], "classes": ["domain_controller"], "policies": ["core*"], "processes": ["backup*"]},
              "host_classes": {"workstation": ["pc-*"], "server": ["db-*"], "domain_controller": ["dc-*"]},
              "allowed_hosts": ["ws-*"],
              "allow_pid": true,
              "caps": {
                "rule": {"isolate": [{"max": 1, "within": "30s"}], "runscript": []},
                "overall": {"kill-process": [{"max": 7, "within": "2h"}, {"max": 9, "within": "7d"}]},
                "isolated_at_once": {"max": 3, "percent": 2.5},
                "rule_hosts": {"max": 6, "within": "5m"},
                "same_process": {"max": 4, "within": "15m"}
              },
              "cool_down": {"isolate": "1h", "process": "0s", "after_release": "2h"},
              "max_age": {"isolate": "3h", "process_entity": "4m", "process_pid": "5s"},
              "deadline": {"isolate": "2h", "process_entity": "3m", "process_pid": "2m"},
              "approval": {"expires": "10m", "hosts": ["db-*"], "classes": ["unknown"], "first_of_rule": false},
              "offline": "queue"
            }
            """);

        Assert.Equal(new HostProtection { Networks = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("10.1.2.3/32"), IPNetwork.Parse("2001:db8::/32")], Classes = [HostClass.DomainController], Policies = ["core*"] }, policy.Protection);
        Assert.Equal(new HostClassPolicy { Workstations = ["pc-*"], Servers = ["db-*"], DomainControllers = ["dc-*"] }, policy.HostClasses);
        Assert.Equal(new RuleHostsCap(6, 2, TimeSpan.FromMinutes(5)), policy.Caps.RuleHosts);
        Assert.Equal(new ApprovalPolicy { Expires = TimeSpan.FromMinutes(10), Hosts = ["db-*"], Classes = [HostClass.Unknown], FirstOfRule = false }, policy.Approval);
        Assert.Equal(ActionMode.Approve, policy.DefaultMode);
        Assert.Equal([new ModeRule { RuleId = "r1", Tag = "t", Command = ResponseActionCommand.KillProcess, Mode = ActionMode.Enforce }], policy.Modes);
        Assert.Equal("/run/stop", policy.KillSwitchFile);
        Assert.Equal(["dc-*"], policy.ProtectedHosts);
        Assert.Equal(["backup*"], policy.ProtectedProcesses);
        Assert.Equal(["ws-*"], policy.AllowedHosts);
        Assert.True(policy.AllowPid);
        Assert.Equal([new Cap(1, TimeSpan.FromSeconds(30))], policy.Caps.PerRule[ResponseActionCommand.Isolate]);
        Assert.Empty(policy.Caps.PerRule[ResponseActionCommand.RunScript]);
        Assert.Equal(CapPolicy.Default.PerRule[ResponseActionCommand.KillProcess], policy.Caps.PerRule[ResponseActionCommand.KillProcess]);
        Assert.Equal([new Cap(7, TimeSpan.FromHours(2)), new Cap(9, TimeSpan.FromDays(7))], policy.Caps.Overall[ResponseActionCommand.KillProcess]);
        Assert.Equal(CapPolicy.Default.Overall[ResponseActionCommand.Isolate], policy.Caps.Overall[ResponseActionCommand.Isolate]);
        Assert.Equal((3, 2.5, new Cap(4, TimeSpan.FromMinutes(15))), (policy.Caps.IsolatedAtOnce, policy.Caps.IsolatedAtOncePercent, policy.Caps.SameProcess));
        Assert.Equal(new CoolDownPolicy { Isolate = TimeSpan.FromHours(1), Process = TimeSpan.Zero, AfterRelease = TimeSpan.FromHours(2) }, policy.CoolDown);
        Assert.Equal(new MaxAgePolicy { Isolate = TimeSpan.FromHours(3), ProcessEntity = TimeSpan.FromMinutes(4), ProcessPid = TimeSpan.FromSeconds(5) }, policy.MaxAge);
        Assert.Equal(new DeadlinePolicy { Isolate = TimeSpan.FromHours(2), ProcessEntity = TimeSpan.FromMinutes(3), ProcessPid = TimeSpan.FromMinutes(2) }, policy.Deadline);
        Assert.Equal(OfflineHandling.Queue, policy.Offline);
    }

    [Fact]
    public void TryParse_VersionAlone_IsTheDefault()
    {
        var policy = Parse("""{"version": 1}""");

        Assert.Equal(ResponsePolicy.Default, policy);
        Assert.Equal((ActionMode.DryRun, false, OfflineHandling.Hold), (policy.DefaultMode, policy.AllowPid, policy.Offline));
        Assert.Null(policy.AllowedHosts);
        Assert.Null(policy.KillSwitchFile);
        Assert.Equal((TimeSpan.FromHours(24), TimeSpan.FromHours(1), TimeSpan.FromHours(24)), (policy.CoolDown.Isolate, policy.CoolDown.Process, policy.CoolDown.AfterRelease));
        Assert.Equal((TimeSpan.FromHours(24), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5)), (policy.MaxAge.Isolate, policy.MaxAge.ProcessEntity, policy.MaxAge.ProcessPid));
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5)), (policy.Deadline.Isolate, policy.Deadline.ProcessEntity, policy.Deadline.ProcessPid));
    }

    [Fact]
    public void TryParse_ManyErrors_ReportsAllWithLineAndWhatIsAllowed()
    {
        var errors = Errors("""
            {
              "version": 2,
              "modes": {},
              "mode": {"default": "Enforce", "rules": [
                {"rule_id": "r1"},
                {"mode": "enforce"},
                {"command": "execute", "mode": "enforce"}
              ]},
              "protected": {"hosts": ["", " web", "w?b", 7], "process": []},
              "allow_pid": "yes",
              "caps": {"rule": {"isolate": [{"max": -1, "within": "10 m"}, {"max": 1}], "unisolate": []}, "isolated_at_once": {"max": 1.5, "percent": 101}},
              "cool_down": {"isolate": "-1h"},
              "max_age": {"isolate": "0s", "process_pid": 5},
              "offline": "wait",
              "approval": {"by": "ann"},
              "auto_release": {"after": "0s", "reminder": "2h", "who": 1},
              "kill_switch_file": ""
            }
            """);

        Assert.Equal(
            [
                "policy, line 2, `version`: found `2`; this version of the library reads 1.",
                "policy, line 3, `modes`: unknown key `modes`; allowed here: `version`, `mode`, `kill_switch_file`, `protected`, `host_classes`, `allowed_hosts`, `allow_pid`, `caps`, `cool_down`, `max_age`, `deadline`, `approval`, `offline`, `auto_release`.",
                "policy, line 4, `mode.default`: found `\"Enforce\"`; expected one of `dry-run`, `approve`, `enforce`.",
                "policy, line 5, `mode.rules[0]`: `mode` is missing; expected `dry-run`, `approve` or `enforce`.",
                "policy, line 6, `mode.rules[1]`: it names nothing; give `rule_id`, `tag` or `command`, or set `mode.default`.",
                "policy, line 7, `mode.rules[2].command`: found `\"execute\"`; expected one of `isolate`, `kill-process`, `suspend-process`, `runscript`.",
                "policy, line 9, `protected.hosts[0]`: found `\"\"`; expected a pattern: a name in which `*` stands for any run of characters.",
                "policy, line 9, `protected.hosts[1]`: spaces around it, or control characters in it, so it would match nothing. Remove them.",
                "policy, line 9, `protected.hosts[2]`: `?` is no wildcard here, so it would match nothing; expected a pattern: a name in which `*` stands for any run of characters.",
                "policy, line 9, `protected.hosts[3]`: found `7`; expected a pattern: a name in which `*` stands for any run of characters.",
                "policy, line 9, `protected.process`: unknown key `process`; allowed here: `hosts`, `networks`, `classes`, `policies`, `processes`.",
                "policy, line 10, `allow_pid`: found `\"yes\"`; expected true or false.",
                "policy, line 11, `caps.rule.isolate[0].max`: found `-1`; expected a whole number, 0 or more.",
                "policy, line 11, `caps.rule.isolate[0].within`: found `\"10 m\"`; expected a duration: a whole number and s, m, h or d, for example `10m`, `24h`, `7d`, `30s`.",
                "policy, line 11, `caps.rule.isolate[1]`: a cap needs `max` and `within`, for example {\"max\": 3, \"within\": \"10m\"}.",
                "policy, line 11, `caps.rule.unisolate`: unknown key `unisolate`; allowed here: `isolate`, `kill-process`, `suspend-process`, `runscript`.",
                "policy, line 11, `caps.isolated_at_once.max`: found `1.5`; expected a whole number, 0 or more.",
                "policy, line 11, `caps.isolated_at_once.percent`: found `101`; expected a number from 0 to 100.",
                "policy, line 12, `cool_down.isolate`: found `\"-1h\"`; expected a duration: a whole number and s, m, h or d, for example `10m`, `24h`, `7d`, `30s`.",
                "policy, line 13, `max_age.isolate`: found no time at all; expected more than 0.",
                "policy, line 13, `max_age.process_pid`: found `5`; expected a duration: a whole number and s, m, h or d, for example `10m`, `24h`, `7d`, `30s`.",
                "policy, line 14, `offline`: found `\"wait\"`; expected one of `hold`, `queue`.",
                "policy, line 15, `approval.by`: unknown key `by`; allowed here: `expires`, `hosts`, `classes`, `first_of_rule`.",
                "policy, line 16, `auto_release.after`: found no time at all; expected more than 0.",
                "policy, line 16, `auto_release.who`: unknown key `who`; allowed here: `after`, `reminder`.",
                "policy, line 16, `auto_release`: `reminder` is 2h and has to come before `after`, 0s.",
                "policy, line 17, `kill_switch_file`: found `\"\"`; expected the path of a file.",
            ],
            errors);
    }

    [Theory]
    [InlineData("{}", 24 * 60, 20 * 60)]
    [InlineData("{\"after\": \"6h\"}", 6 * 60, 5 * 60)]
    [InlineData("{\"after\": \"48h\"}", 48 * 60, 20 * 60)]
    [InlineData("{\"after\": \"2h\", \"reminder\": \"30m\"}", 2 * 60, 30)]
    public void TryParse_AutoRelease_HasItsReminderBeforeIt(string json, int after, int reminder)
    {
        Assert.True(ResponsePolicy.TryParse(System.Text.Encoding.UTF8.GetBytes($$"""{"version": 1, "auto_release": {{json}}}"""), out var policy, out _));

        Assert.Equal(new AutoReleasePolicy { After = TimeSpan.FromMinutes(after), Reminder = TimeSpan.FromMinutes(reminder) }, policy.AutoRelease);
        Assert.Null(ResponsePolicy.Default.AutoRelease);
    }

    [Theory]
    [InlineData("{}", "policy, line 1: `version` is missing; write \"version\": 1.")]
    [InlineData("[]", "policy, line 1: found a list; expected an object with `version`, `mode`, `kill_switch_file`, `protected`, `host_classes`, `allowed_hosts`, `allow_pid`, `caps`, `cool_down`, `max_age`, `deadline`, `approval`, `offline`, `auto_release`.")]
    [InlineData("{\"version\": 1,\n\"version\": 1}", "policy, line 2, `version`: written twice; write it once.")]
    [InlineData("{\"version\": 1,\n\"caps\": null}", "policy, line 2, `caps`: found `null`; expected an object with `rule`, `overall`, `isolated_at_once`, `rule_hosts`, `same_process`.")]
    [InlineData("{\"version\": 1,\n\"allowed_hosts\": \"web\"}", "policy, line 2, `allowed_hosts`: found `\"web\"`; expected a list of patterns.")]
    public void TryParse_OneError_IsReported(string json, string error) => Assert.Equal([error], Errors(json));

    [Theory]
    [InlineData("")]
    [InlineData("{\n\"version\": 1")]
    [InlineData("{\"version\": 1} {}")]
    [InlineData("{\"version\": 1, // comment\n}")]
    [InlineData("{\"kill_switch_file\": \"\\ud800\"}")]
    public void TryParse_NoJson_SaysSo(string json)
    {
        var error = Assert.Single(Errors(json));

        Assert.Contains("not one well-formed JSON document", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_AnyBytes_NeverThrowsAndFailsClosed() =>
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            var read = ResponsePolicy.TryParse(bytes, out var policy, out var errors);

            return read ? errors.Count == 0 : errors.Count > 0 && ReferenceEquals(policy, ResponsePolicy.Default);
        });

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("10m", 600)]
    [InlineData("24h", 86400)]
    [InlineData("7d", 604800)]
    [InlineData("m", null)]
    [InlineData("10", null)]
    [InlineData("1.5h", null)]
    [InlineData("+1h", null)]
    [InlineData("1H", null)]
    [InlineData("99999d", null)]
    [InlineData("99999999999s", null)]
    public void TryParse_Duration_IsAWholeNumberAndAUnit(string text, int? seconds)
    {
        var read = ResponsePolicy.TryParse(Encoding.UTF8.GetBytes($$$"""{"version":1,"cool_down":{"isolate":"{{{text}}}"}}"""), out var policy, out _);

        Assert.Equal(seconds, read ? (int)policy.CoolDown.Isolate.TotalSeconds : null);
    }

    [Theory]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("10.0.0.1/8", false)]
    [InlineData("10.0.0.1", true)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("10.0.0.0/", false)]
    [InlineData("10.0.0.0/-1", false)]
    [InlineData("10.0.0.0/8/8", false)]
    [InlineData("10.1", false)]
    [InlineData("167772160", false)]
    [InlineData("256.0.0.1", false)]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("2001:db8::/32", true)]
    [InlineData("2001:db8::1/32", false)]
    [InlineData("::1", true)]
    [InlineData("host", false)]
    [InlineData("", false)]
    public void TryParse_Network_IsAnAddressOrAWholeNetwork(string text, bool isRead)
    {
        var json = Encoding.UTF8.GetBytes($$$"""{"version":1,"protected":{"networks":["{{{text}}}"]}}""");

        Assert.Equal(isRead, ResponsePolicy.TryParse(json, out _, out var errors));
        Assert.All(errors, error => Assert.Contains("expected a network, for example `10.1.0.0/16`", error.Message, StringComparison.Ordinal));
    }

    private static ResponsePolicy Parse(string json)
    {
        Assert.True(ResponsePolicy.TryParse(Encoding.UTF8.GetBytes(json), out var policy, out var errors), string.Join('\n', errors));
        return policy;
    }

    private static IEnumerable<string> Errors(string json)
    {
        Assert.False(ResponsePolicy.TryParse(Encoding.UTF8.GetBytes(json), out var policy, out var errors));
        Assert.Same(ResponsePolicy.Default, policy);
        return errors.Select(error => error.ToString());
    }
}
