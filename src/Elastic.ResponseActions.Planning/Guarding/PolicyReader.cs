using System.Text.Json;

namespace Elastic.ResponseActions.Guarding;

/// <summary>Reads a policy file. The shape of the file is the shape of this class: one method an object.</summary>
internal sealed class PolicyReader
{
    private const string PatternExpected = "a pattern: a name in which `*` stands for any run of characters";
    private const int MaxStars = 64;

    private readonly PolicyValues _values = new();
    private ResponsePolicy _policy = ResponsePolicy.Default;

    public static bool TryRead(ReadOnlySpan<byte> utf8Json, out ResponsePolicy policy, out IReadOnlyList<PolicyError> errors)
    {
        policy = ResponsePolicy.Default;
        PolicyNode root;
        try
        {
            root = PolicyNodeReader.Read(utf8Json);
        }
        catch (JsonException exception)
        {
            errors = [new PolicyError("", (int)(exception.LineNumber ?? 0) + 1, $"not one well-formed JSON document: {exception.Message}")];
            return false;
        }

        var reader = new PolicyReader();
        reader.ReadRoot(root);
        errors = reader._values.Errors;
        if (errors.Count == 0)
        {
            policy = reader._policy;
        }

        return errors.Count == 0;
    }

    private void ReadRoot(PolicyNode root)
    {
        _values.Object(
            root,
            ("version", ReadVersion),
            ("mode", ReadMode),
            ("kill_switch_file", node => _policy = _policy with { KillSwitchFile = _values.Text(node, "the path of a file") }),
            ("protected", ReadProtected),
            ("host_classes", ReadHostClasses),
            ("allowed_hosts", node => _policy = _policy with { AllowedHosts = Patterns(node) }),
            ("allow_pid", node => _policy = _policy with { AllowPid = _values.Flag(node) }),
            ("caps", ReadCaps),
            ("cool_down", ReadCoolDown),
            ("max_age", ReadMaxAge),
            ("deadline", ReadDeadline),
            ("approval", ReadApproval),
            ("offline", node => _policy = _policy with { Offline = _values.OneOf(node, ("hold", OfflineHandling.Hold), ("queue", OfflineHandling.Queue)) }),
            ("auto_release", ReadAutoRelease));
        if (root.Kind == JsonTokenType.StartObject && root.Members.TrueForAll(member => member.Name != "version"))
        {
            _values.Error(root, "`version` is missing; write \"version\": 1.");
        }
    }

    private void ReadVersion(PolicyNode node)
    {
        if (node is not { Kind: JsonTokenType.Number, Text: "1" })
        {
            _values.Error(node, $"found {node.Describe()}; this version of the library reads 1.");
        }
    }

    private void ReadMode(PolicyNode node) => _values.Object(
        node,
        ("default", mode => _policy = _policy with { DefaultMode = Mode(mode) }),
        ("rules", rules => _policy = _policy with { Modes = [.. _values.Items(rules, "mode rules").Select(ReadModeRule)] }));

    private ModeRule ReadModeRule(PolicyNode node)
    {
        var rule = new ModeRule { Mode = ActionMode.DryRun };
        var hasMode = false;
        _values.Object(
            node,
            ("rule_id", id => rule = rule with { RuleId = _values.Text(id, "a `rule_id`") }),
            ("tag", tag => rule = rule with { Tag = _values.Text(tag, "a tag") }),
            ("command", command => rule = rule with { Command = Command(command) }),
            ("mode", mode => (rule, hasMode) = (rule with { Mode = Mode(mode) }, true)));
        if (node.Kind == JsonTokenType.StartObject && !hasMode)
        {
            _values.Error(node, "`mode` is missing; expected `dry-run`, `approve` or `enforce`.");
        }

        if (node.Kind == JsonTokenType.StartObject && rule is { RuleId: null, Tag: null, Command: null })
        {
            _values.Error(node, "it names nothing; give `rule_id`, `tag` or `command`, or set `mode.default`.");
        }

        return rule;
    }

    private void ReadProtected(PolicyNode node) => _values.Object(
        node,
        ("hosts", hosts => _policy = _policy with { ProtectedHosts = Patterns(hosts) }),
        ("networks", networks => _policy = _policy with { Protection = _policy.Protection with { Networks = [.. _values.Items(networks, "networks").Select(_values.Network)] } }),
        ("classes", classes => _policy = _policy with { Protection = _policy.Protection with { Classes = Classes(classes) } }),
        ("policies", policies => _policy = _policy with { Protection = _policy.Protection with { Policies = Patterns(policies) } }),
        ("processes", processes => _policy = _policy with { ProtectedProcesses = Patterns(processes) }));

    private void ReadHostClasses(PolicyNode node) => _values.Object(
        node,
        ("workstation", hosts => _policy = _policy with { HostClasses = _policy.HostClasses with { Workstations = Patterns(hosts) } }),
        ("server", hosts => _policy = _policy with { HostClasses = _policy.HostClasses with { Servers = Patterns(hosts) } }),
        ("domain_controller", hosts => _policy = _policy with { HostClasses = _policy.HostClasses with { DomainControllers = Patterns(hosts) } }));

    private List<HostClass> Classes(PolicyNode node) => [.. _values.Items(node, "classes").Select(item => _values.OneOf(item, HostClasses.Words))];

    private void ReadCaps(PolicyNode node) => _values.Object(
        node,
        ("rule", scope => SetCaps(_policy.Caps with { PerRule = CapTable(scope, _policy.Caps.PerRule) })),
        ("overall", scope => SetCaps(_policy.Caps with { Overall = CapTable(scope, _policy.Caps.Overall) })),
        ("isolated_at_once", ReadIsolatedAtOnce),
        ("rule_hosts", ReadRuleHosts),
        ("same_process", cap => SetCaps(_policy.Caps with { SameProcess = ReadCap(cap) })));

    private Dictionary<ResponseActionCommand, IReadOnlyList<Cap>> CapTable(PolicyNode node, IReadOnlyDictionary<ResponseActionCommand, IReadOnlyList<Cap>> defaults)
    {
        var table = defaults.ToDictionary();
        _values.Object(node, [.. defaults.Keys.Select(command => (command.Name, (Action<PolicyNode>)(caps => table[command] = ReadCapList(caps))))]);
        return table;
    }

    private List<Cap> ReadCapList(PolicyNode node) => [.. _values.Items(node, "caps such as {\"max\": 3, \"within\": \"10m\"}").Select(ReadCap)];

    private Cap ReadCap(PolicyNode node)
    {
        int? max = null;
        TimeSpan? within = null;
        _values.Object(node, ("max", value => max = _values.Count(value)), ("within", value => within = Positive(value)));
        if (node.Kind == JsonTokenType.StartObject && (max is null || within is null))
        {
            _values.Error(node, "a cap needs `max` and `within`, for example {\"max\": 3, \"within\": \"10m\"}.");
        }

        return new Cap(max ?? 0, within ?? TimeSpan.Zero);
    }

    private void ReadIsolatedAtOnce(PolicyNode node) => _values.Object(
        node,
        ("max", value => SetCaps(_policy.Caps with { IsolatedAtOnce = _values.Count(value) })),
        ("percent", value => SetCaps(_policy.Caps with { IsolatedAtOncePercent = _values.Percent(value) })));

    private void ReadRuleHosts(PolicyNode node)
    {
        var cap = _policy.Caps.RuleHosts;
        _values.Object(
            node,
            ("max", value => cap = cap with { Max = _values.Count(value) }),
            ("percent", value => cap = cap with { Percent = _values.Percent(value) }),
            ("within", value => cap = cap with { Within = Positive(value) }));
        SetCaps(_policy.Caps with { RuleHosts = cap });
    }

    private void ReadCoolDown(PolicyNode node) => _values.Object(
        node,
        ("isolate", value => _policy = _policy with { CoolDown = _policy.CoolDown with { Isolate = _values.Duration(value) } }),
        ("process", value => _policy = _policy with { CoolDown = _policy.CoolDown with { Process = _values.Duration(value) } }),
        ("after_release", value => _policy = _policy with { CoolDown = _policy.CoolDown with { AfterRelease = _values.Duration(value) } }));

    private void ReadMaxAge(PolicyNode node) => _values.Object(
        node,
        ("isolate", value => _policy = _policy with { MaxAge = _policy.MaxAge with { Isolate = Positive(value) } }),
        ("process_entity", value => _policy = _policy with { MaxAge = _policy.MaxAge with { ProcessEntity = Positive(value) } }),
        ("process_pid", value => _policy = _policy with { MaxAge = _policy.MaxAge with { ProcessPid = Positive(value) } }));

    private void ReadDeadline(PolicyNode node) => _values.Object(
        node,
        ("isolate", value => _policy = _policy with { Deadline = _policy.Deadline with { Isolate = Positive(value) } }),
        ("process_entity", value => _policy = _policy with { Deadline = _policy.Deadline with { ProcessEntity = Positive(value) } }),
        ("process_pid", value => _policy = _policy with { Deadline = _policy.Deadline with { ProcessPid = Positive(value) } }));

    private void ReadApproval(PolicyNode node) => _values.Object(
        node,
        ("expires", value => _policy = _policy with { Approval = _policy.Approval with { Expires = Positive(value) } }),
        ("hosts", value => _policy = _policy with { Approval = _policy.Approval with { Hosts = Patterns(value) } }),
        ("classes", value => _policy = _policy with { Approval = _policy.Approval with { Classes = Classes(value) } }),
        ("first_of_rule", value => _policy = _policy with { Approval = _policy.Approval with { FirstOfRule = _values.Flag(value) } }));

    private void ReadAutoRelease(PolicyNode node)
    {
        TimeSpan? after = null;
        TimeSpan? reminder = null;
        _values.Object(node, ("after", value => after = Positive(value)), ("reminder", value => reminder = Positive(value)));
        var release = new AutoReleasePolicy();
        release = release with { After = after ?? release.After };

        // A shorter time than the default reminder's moves the reminder with it; only a written one can be wrong.
        release = release with { Reminder = reminder ?? (release.Reminder < release.After ? release.Reminder : release.After * 5 / 6) };
        if (reminder is not null && release.Reminder >= release.After)
        {
            _values.Error(node, $"`reminder` is {DurationText.Write(release.Reminder)} and has to come before `after`, {DurationText.Write(release.After)}.");
        }

        _policy = _policy with { AutoRelease = release };
    }

    private void SetCaps(CapPolicy caps) => _policy = _policy with { Caps = caps };

    private ActionMode Mode(PolicyNode node) =>
        _values.OneOf(node, ("dry-run", ActionMode.DryRun), ("approve", ActionMode.Approve), ("enforce", ActionMode.Enforce));

    private ResponseActionCommand Command(PolicyNode node) => _values.OneOf(
        node,
        ("isolate", ResponseActionCommand.Isolate),
        ("kill-process", ResponseActionCommand.KillProcess),
        ("suspend-process", ResponseActionCommand.SuspendProcess),
        ("runscript", ResponseActionCommand.RunScript));

    private TimeSpan Positive(PolicyNode node)
    {
        var duration = _values.Duration(node);
        if (duration == TimeSpan.Zero && node.Kind == JsonTokenType.String && DurationText.TryParse(node.Text, out _))
        {
            _values.Error(node, "found no time at all; expected more than 0.");
        }

        return duration;
    }

    private List<string> Patterns(PolicyNode node) => [.. _values.Items(node, "patterns").Select(Pattern)];

    private string Pattern(PolicyNode node)
    {
        var pattern = _values.Text(node, PatternExpected);
        if (pattern.Length == 0)
        {
            return pattern;
        }

        if (pattern.Trim() != pattern || pattern.Any(char.IsControl))
        {
            _values.Error(node, "spaces around it, or control characters in it, so it would match nothing. Remove them.");
        }
        else if (pattern.Contains('?'))
        {
            _values.Error(node, $"`?` is no wildcard here, so it would match nothing; expected {PatternExpected}.");
        }
        else if (pattern.Count(letter => letter == '*') > MaxStars)
        {
            _values.Error(node, $"more than {MaxStars} wildcards.");
        }

        return pattern;
    }
}
