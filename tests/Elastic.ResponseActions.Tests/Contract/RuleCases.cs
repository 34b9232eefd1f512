using System.Text.Json;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Kibana.Rules;
using Elastic.ResponseActions.Tests.Support;
using static Elastic.ResponseActions.Tests.Contract.Case;

namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>Section 10: rules, one by one and many at a time.</summary>
internal static class RuleCases
{
    private const string Rules = "/api/detection_engine/rules";

    private static readonly Dictionary<string, string> OfType = new()
    {
        ["query"] = "\"query\":\"*\"",
        ["saved_query"] = "\"saved_id\":\"s\"",
        ["eql"] = "\"query\":\"any where true\",\"language\":\"eql\"",
        ["esql"] = "\"query\":\"from logs-*\",\"language\":\"esql\"",
        ["threshold"] = "\"query\":\"*\",\"threshold\":{\"field\":[\"host.name\"],\"value\":2}",
        ["threat_match"] = "\"query\":\"*\",\"threat_query\":\"*\",\"threat_index\":[\"ti-*\"],\"threat_mapping\":[{\"entries\":[{\"field\":\"a\",\"type\":\"mapping\",\"value\":\"b\"}]}]",
        ["machine_learning"] = "\"machine_learning_job_id\":\"j\",\"anomaly_threshold\":50",
        ["new_terms"] = "\"query\":\"*\",\"new_terms_fields\":[\"user.name\"],\"history_window_start\":\"now-7d\"",
    };

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        Gives("10", "the defaults of a new rule", rig => CreateAsync(rig, "r-1"), "False 5m now-6m 100 1 0", rule => $"{rule.Enabled} {rule.Interval} {rule.From} {rule.MaxSignals} {Member(rule, "version")} {Member(rule, "revision")}"),
        Gives("10.1", "a new rule's empty lists", rig => CreateAsync(rig, "r-1"), "", rule => string.Concat(((string[])["actions", "author", "exceptions_list", "false_positives", "references", "related_integrations", "required_fields", "risk_score_mapping", "severity_mapping", "tags", "threat"]).Where(name => Member(rule, name)?.GetArrayLength() != 0))),
        Gives("10.1", "response actions that were not given stay absent", rig => CreateAsync(rig, "r-1"), "False", rule => Member(rule, "response_actions") is not null),
        Gives("10.1", "id and rule_id are two things", rig => CreateAsync(rig, "r-1"), "True", rule => rule.Id is { Length: 36 } && rule.RuleId == "r-1"),
        .. ((string[])["query", "eql", "saved_query", "esql", "threshold", "threat_match", "machine_learning", "new_terms"]).SelectMany(TypeCases),
        Refused("10", "a rule that is there", rig => CreateAsync(rig, "r-1"), 409, "rule_id: \"r-1\" already exists").After(async rig => await CreateAsync(rig, "r-1")),
        Gives("10", "a rule that is not there, by rule_id", rig => rig.Client.Rules.GetAsync(RuleKey.OfRuleId("gone")), ""),
        Gives("10", "a rule that is not there, by id", rig => rig.Client.Rules.GetAsync(RuleKey.OfId("gone")), ""),
        Gives("10", "deleting a rule that is not there", rig => rig.Client.Rules.DeleteAsync(RuleKey.OfRuleId("gone")), ""),
        Refused("10", "replacing a rule that is not there", rig => rig.Client.Rules.ReplaceAsync(RuleRoutesTests.Rule("gone")), 404, "rule_id: \"gone\" not found"),
        Refused("10", "patching a rule that is not there", rig => rig.Client.Rules.PatchAsync(RuleKey.OfRuleId("gone"), Utf8("{}")), 404, "rule_id: \"gone\" not found"),
        Unsent("10", "a rule that is not named", rig => rig.Client.Rules.GetAsync(default), "The rule is not named."),
        Gives("10", "replacing returns what is left out to its default", async rig => (await rig.Client.Rules.ReplaceAsync(RuleRoutesTests.Rule("r-1"))).Tags.Count, "0")
            .After(async rig => await rig.Client.Rules.CreateAsync(RuleRoutesTests.Rule("r-1") with { Tags = ["t"] })),
        Gives("10", "patching leaves what it does not name", async rig => (await rig.Client.Rules.PatchAsync(RuleKey.OfRuleId("r-1"), Utf8("""{"name":"new"}"""))).Tags.Count, "1")
            .After(async rig => await rig.Client.Rules.CreateAsync(RuleRoutesTests.Rule("r-1") with { Tags = ["t"] })),
        Gives("10", "patching replaces a list whole", async rig => await rig.Client.Rules.PatchAsync(RuleKey.OfRuleId("r-1"), Utf8("""{"tags":["b"]}""")), "b", rule => string.Join(", ", rule.Tags))
            .After(async rig => await rig.Client.Rules.CreateAsync(RuleRoutesTests.Rule("r-1") with { Tags = ["a"] })),

        Sends("10", "find begins with page 1 and 20 a page", rig => rig.Client.Rules.FindAsync(new()), $"GET {Rules}/_find?page=1&per_page=20"),
        Sends("10", "find's parameters", rig => rig.Client.Rules.FindAsync(new() { Page = 2, PageSize = 5, SortField = "name", Descending = true, Kuery = "alert.attributes.enabled: true" }),
            $"GET {Rules}/_find?page=2&per_page=5&sort_field=name&sort_order=desc&filter=alert.attributes.enabled%3A%20true"),
        Unsent("10", "an order without a field", rig => rig.Client.Rules.FindAsync(new() { Descending = true }), "Descending needs a SortField"),
        Unsent("10", "find's page 0", rig => rig.Client.Rules.FindAsync(new() { Page = 0 }), "Page"),
        Gives("10", "find by tag", async rig => (await rig.Client.Rules.FindAsync(new() { Kuery = "alert.attributes.tags: \"t\"" })).Total, "1")
            .After(async rig => await rig.Client.Rules.CreateAsync(RuleRoutesTests.Rule("r-1") with { Tags = ["t"] })),

        Sends("10", "an export names its file", rig => rig.Client.Rules.ExportAsync(Stream.Null, options: new() { FileName = "all.ndjson" }), $"POST {Rules}/_export?exclude_export_details=false&file_name=all.ndjson"),
        Unsent("10", "an export of no rule", rig => rig.Client.Rules.ExportAsync(Stream.Null, []), "No rule is named. Null means every rule."),
        Gives("10.4", "an export tells which rules are missing", rig => rig.Client.Rules.ExportAsync(Stream.Null, ["gone"]), "0 rules, 1 missing"),
        Sends("10", "an import's parameters", rig => rig.Client.Rules.ImportAsync(Line("r-1"), new() { Overwrite = true, AsNewList = true }), $"POST {Rules}/_import?overwrite=true&overwrite_exceptions=false&overwrite_action_connectors=false&as_new_list=true"),
        Gives("10.4", "the same rule twice in a file", rig => rig.Client.Rules.ImportAsync(Line("r-1", 2)), "1 rules stored; 400 More than one rule with rule-id: \"r-1\" found", Told),
        Gives("10.4", "a rule that is stored already", rig => rig.Client.Rules.ImportAsync(Line("r-1")), "0 rules stored; 409 rule_id: \"r-1\" already exists", Told).After(async rig => await CreateAsync(rig, "r-1")),
        Gives("10.4", "a rule of a file that may not do what it says", rig => rig.Client.Rules.ImportAsync(Utf8(Text("r-1", Isolate))), "0 rules stored; 403 User is not authorized to create/update isolate response action", Told).With(WithoutActions),

        Unsent("10.2", "a bulk action on no ids", rig => rig.Client.Rules.BulkAsync(RuleBulkAction.Enable, RuleSelection.Ids()), "0 ids were given; expected 1 to 100."),
        Unsent("10.2", "a bulk action on 101 ids", rig => rig.Client.Rules.BulkAsync(RuleBulkAction.Enable, RuleSelection.Ids([.. Enumerable.Range(0, 101).Select(i => $"{i}")])), "101 ids were given; expected 1 to 100."),
        Unsent("10.2", "a blank query, which would be every rule", rig => rig.Client.Rules.BulkAsync(RuleBulkAction.Enable, RuleSelection.Query(" ")), "A blank query would mean every rule."),
        Unsent("10.2", "an edit without edits", rig => rig.Client.Rules.BulkAsync(RuleBulkAction.Edit(), RuleSelection.All), "A bulk edit needs at least one edit"),
        Sends("10.2", "a dry run is a parameter", rig => rig.Client.Rules.BulkAsync(RuleBulkAction.Enable, RuleSelection.All, dryRun: true), $"POST {Rules}/_bulk_action?dry_run=true"),
        Gives("10.2", "a dry run changes nothing and counts", async rig => $"{await rig.Client.Rules.BulkAsync(RuleBulkAction.Enable, RuleSelection.All, dryRun: true)}; {(await rig.Client.Rules.GetAsync(RuleKey.OfRuleId("r-1")))!.Enabled}", "1 succeeded, 0 failed, 0 skipped of 1; False").After(async rig => await CreateAsync(rig, "r-1")),
        Gives("10.2", "an id that is not there fails alone", rig => rig.Client.Rules.BulkAsync(RuleBulkAction.Enable, RuleSelection.Ids("gone")), "0 succeeded, 1 failed, 0 skipped of 1; Rule not found", result => $"{result}; {result.Errors[0].Message}"),
        Gives("10.2", "an edit that changes nothing is skipped", rig => rig.Client.Rules.BulkAsync(RuleBulkAction.Edit(JsonElement.Parse("""{"type":"delete_tags","value":["x"]}""")), RuleSelection.All), "0 succeeded, 0 failed, 1 skipped of 1").After(async rig => await CreateAsync(rig, "r-1")),
        Gives("10.2", "a manual run of a disabled rule", rig => rig.Client.Rules.BulkAsync(RuleBulkAction.Run(rig.Time.GetUtcNow()), RuleSelection.All), "MANUAL_RULE_RUN_DISABLED_RULE", result => result.Errors[0].Code).After(async rig => await CreateAsync(rig, "r-1")),
        Gives("10.2", "an edit of Elastic's own rule", rig => rig.Client.Rules.BulkAsync(RuleBulkAction.Edit(JsonElement.Parse("""{"type":"add_tags","value":["x"]}""")), RuleSelection.All), "403 IMMUTABLE", result => $"{result.Errors[0].StatusCode} {result.Errors[0].Code}")
            .After(async rig => await rig.Client.Rules.ImportAsync(Utf8("""{"rule_id":"p","name":"n","type":"query","query":"*","description":"d","risk_score":1,"severity":"low","immutable":true}"""))),
        Refused("10.2", "an edit that nobody knows", rig => rig.Client.Rules.BulkAsync(RuleBulkAction.Edit(JsonElement.Parse("""{"type":"paint","value":[]}""")), RuleSelection.All), 400,
            "[request body]: edit.0.type: Invalid enum value. Expected 'add_tags' | 'delete_tags' | 'set_tags' | 'add_index_patterns' | 'delete_index_patterns' | 'set_index_patterns' | 'set_timeline' | 'add_rule_actions' | 'set_rule_actions' | 'set_schedule', received 'paint'"),
        Gives("10.2", "duplicating a rule with actions needs the privilege of each", rig => rig.Client.Rules.BulkAsync(RuleBulkAction.Duplicate(), RuleSelection.All), "403 User is not authorized to create/update isolate response action", result => $"{result.Errors[0].StatusCode} {result.Errors[0].Message}")
            .After(async rig => await CreateAsync(rig, "r-1", Isolate)).With(WithoutActions),

        Unsent("10.3", "a preview of no run", rig => rig.Client.Rules.PreviewAsync(RuleRoutesTests.Rule("r-1"), new() { TimeframeEnd = default, InvocationCount = 0 }), "InvocationCount"),
        Gives("10.3", "a preview's body has no response actions", async rig =>
        {
            await rig.Client.Rules.PreviewAsync(RuleRoutesTests.Rule("r-1", Isolate), new() { TimeframeEnd = rig.Time.GetUtcNow() });
            return rig.Kibana.Requests[^1].Body.Contains("response_actions", StringComparison.Ordinal);
        }, "False"),
        Sends("10.3", "a preview that shows its searches", rig => rig.Client.Rules.PreviewAsync(RuleRoutesTests.Rule("r-1"), new() { TimeframeEnd = rig.Time.GetUtcNow(), EnableLoggedRequests = true }), $"POST {Rules}/preview?enable_logged_requests=true"),
        Refused("14.1", "writing without the privilege", rig => CreateAsync(rig, "r-1"), 403, $"API [POST {Rules}] is unauthorized for user, this action is granted by the Kibana privileges [rules-all]").With(rig => rig.Kibana.User.Permissions = [FakePermission.CanReadSecuritySolution, FakePermission.CanReadRules]),
        Refused("14.1", "reading without the privilege", rig => rig.Client.Rules.FindAsync(new()), 403, $"API [GET {Rules}/_find?page=1&per_page=20] is unauthorized for user, this action is granted by the Kibana privileges [rules-read]").With(rig => rig.Kibana.User.Permissions = [FakePermission.CanReadSecuritySolution]),
    ];

    private const string Isolate = """[{"action_type_id":".endpoint","params":{"command":"isolate"}}]""";

    // Each type is taken with what it needs, and each member that it needs is named where it is missing.
    private static IEnumerable<ContractCase> TypeCases(string type)
    {
        yield return Gives("10.1", $"a rule of type {type}", rig => rig.Client.Rules.CreateAsync(DetectionRule.Parse(Utf8(Whole(OfType[type])).Span)), type, rule => rule.Type);
        yield return Gives("10.1", $"a rule of type {type} without its members", rig => rig.Client.Rules.CheckAsync([DetectionRule.Parse(Utf8(Whole("\"x\":1")).Span)]), type switch
        {
            "query" => "",
            "saved_query" => "saved_id",
            "eql" or "esql" => "query, language",
            "threshold" => "query, threshold",
            "threat_match" => "query, threat_query, threat_mapping, threat_index",
            "machine_learning" => "machine_learning_job_id, anomaly_threshold",
            _ => "query, new_terms_fields, history_window_start",
        }, problems => string.Join(", ", problems.Select(problem => problem.Member)));

        string Whole(string members) => $$"""{"rule_id":"r","name":"n","type":"{{type}}","description":"d","risk_score":1,"severity":"low",{{members}}}""";
    }

    private static string Text(string id, string? actions = null) =>
        $$"""{"rule_id":"{{id}}","name":"n","type":"query","query":"*","description":"d","risk_score":1,"severity":"low"{{(actions is null ? "" : ",\"response_actions\":" + actions)}}}""" + "\n";

    private static ReadOnlyMemory<byte> Line(string id, int times = 1) => Utf8(string.Concat(Enumerable.Repeat(Text(id), times)));

    private static string Told(RuleImportResult result) => $"{result.SuccessCount} rules stored; {string.Join("; ", result.Errors.Select(error => $"{error.StatusCode} {error.Message}"))}";

    private static void WithoutActions(Rig rig) => rig.Kibana.User.Permissions = [FakePermission.CanReadSecuritySolution, FakePermission.CanReadRules, FakePermission.CanWriteRules];

    private static JsonElement? Member(DetectionRule rule, string name)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            rule.WriteTo(json);
        return JsonElement.Parse(stream.ToArray()).TryGetProperty(name, out var value) ? value : null;
    }
}
