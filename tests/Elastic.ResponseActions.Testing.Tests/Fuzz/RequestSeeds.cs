namespace Elastic.ResponseActions.Testing.Tests.Fuzz;

/// <summary>Requests that are right, from which wrong ones are made; <c>{action}</c> and <c>{rule}</c> stand for ids that exist.</summary>
internal static class RequestSeeds
{
    private const string Rule = """{"type":"query","rule_id":"f","name":"n","description":"d","risk_score":1,"severity":"low","query":"a: b","tags":["x"],"response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate","comment":"c"}},{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"overwrite":true,"field":""}}},{"action_type_id":".endpoint","params":{"command":"runscript","config":{"linux":{"scriptId":"s-1","scriptInput":"x","timeout":6}}}}]}""";
    private const string Eql = """{"type":"eql","language":"eql","rule_id":"g","name":"n","description":"d","risk_score":1,"severity":"low","query":"process where true","index":["logs-*"],"filters":[],"threat":[],"exceptions_list":[]}""";
    private const string Threshold = """{"type":"threshold","name":"n","description":"d","risk_score":1,"severity":"low","query":"*","threshold":{"field":["a"],"value":1}}""";

    public static IReadOnlyList<(string Method, string Path, string? Body)> All { get; } =
    [
        ("POST", "/api/endpoint/action/isolate", """{"endpoint_ids":["a1"],"comment":"c","alert_ids":["x"],"case_ids":["y"],"agent_type":"endpoint","parameters":{}}"""),
        ("POST", "/api/endpoint/action/unisolate", """{"endpoint_ids":["a1","gone"]}"""),
        ("POST", "/api/endpoint/action/kill_process", """{"endpoint_ids":["a1"],"parameters":{"pid":4}}"""),
        ("POST", "/api/endpoint/action/kill_process", """{"endpoint_ids":["s1"],"agent_type":"sentinel_one","parameters":{"process_name":"x"}}"""),
        ("POST", "/api/endpoint/action/suspend_process", """{"endpoint_ids":["a1"],"parameters":{"entity_id":"e"}}"""),
        ("POST", "/api/endpoint/action/running_procs", """{"endpoint_ids":["a1"]}"""),
        ("POST", "/api/endpoint/action/get_file", """{"endpoint_ids":["a1"],"parameters":{"path":"/x"}}"""),
        ("POST", "/api/endpoint/action/execute", """{"endpoint_ids":["a1"],"parameters":{"command":"ls","timeout":1}}"""),
        ("POST", "/api/endpoint/action/scan", """{"endpoint_ids":["a1"],"parameters":{"path":"/x"}}"""),
        ("POST", "/api/endpoint/action/run_script", """{"endpoint_ids":["a1"],"parameters":{"scriptId":"s-1","scriptInput":"x","timeout":1}}"""),
        ("POST", "/api/endpoint/action/run_script", """{"endpoint_ids":["s1"],"agent_type":"crowdstrike","parameters":{"raw":"x"}}"""),
        ("POST", "/api/endpoint/action/cancel", """{"endpoint_ids":["d1"],"agent_type":"microsoft_defender_endpoint","parameters":{"id":"{action}"}}"""),
        ("POST", "/api/endpoint/action/memory_dump", """{"endpoint_ids":["a1"],"parameters":{"type":"process","pid":4}}"""),
        ("GET", "/api/endpoint/action?page=1&pageSize=10&agentIds=a1&commands=isolate&statuses=failed&types=manual&userIds=elastic&startDate=now-1d&endDate=now&withOutputs={action}&agentTypes=endpoint", null),
        ("GET", "/api/endpoint/action/{action}", null),
        ("GET", "/api/endpoint/action/{action}/file/{action}.a1", null),
        ("GET", "/api/endpoint/action/{action}/file/{action}.a1/download?apiVersion=2023-10-31", null),
        ("GET", "/api/endpoint/action_status?agent_ids=a1&agent_ids=b2", null),
        ("GET", "/api/endpoint/action/state", null),
        ("GET", "/api/endpoint/metadata?page=0&pageSize=10&kuery=united.endpoint.host.os.name:Windows&hostStatuses=[\"healthy\"]&sortField=host_status&sortDirection=asc", null),
        ("GET", "/api/endpoint/metadata/a1", null),
        ("GET", "/api/endpoint/scripts_library?page=1&pageSize=5&sortField=name&sortDirection=asc&kuery=name:x", null),
        ("GET", "/api/status", null),
        ("POST", "/api/detection_engine/rules", Rule),
        ("POST", "/api/detection_engine/rules", Eql),
        ("POST", "/api/detection_engine/rules", Threshold),
        ("PUT", "/api/detection_engine/rules", Rule),
        ("PATCH", "/api/detection_engine/rules", """{"rule_id":"r-1","name":"x","tags":["y"],"response_actions":[{"action_type_id":".osquery","params":{"query":"select 1"}}]}"""),
        ("GET", "/api/detection_engine/rules?rule_id=r-1", null),
        ("DELETE", "/api/detection_engine/rules?rule_id=f", null),
        ("GET", "/api/detection_engine/rules/_find?page=1&per_page=5&sort_field=name&sort_order=asc&filter=alert.attributes.enabled:true", null),
        ("POST", "/api/detection_engine/rules/_bulk_action?dry_run=false", """{"action":"edit","ids":["{rule}"],"edit":[{"type":"add_tags","value":["x"]},{"type":"set_schedule","value":{"interval":"1m","lookback":"1m"}},{"type":"set_rule_actions","value":{"actions":[]}}]}"""),
        ("POST", "/api/detection_engine/rules/_bulk_action", """{"action":"duplicate","query":"alert.attributes.params.ruleId: r-1","duplicate":{"include_exceptions":false}}"""),
        ("POST", "/api/detection_engine/rules/_bulk_action", """{"action":"run","query":"","run":{"start_date":"2026-01-15T00:00:00Z"}}"""),
        ("POST", "/api/detection_engine/rules/_export?exclude_export_details=false&file_name=x.ndjson", """{"objects":[{"rule_id":"r-1"}]}"""),
        ("POST", "/api/detection_engine/rules/preview", Rule[..^1] + ""","invocationCount":1,"timeframeEnd":"2026-01-15T10:00:00Z"}"""),
        ("POST", "/api/detection_engine/rules/preview", Rule[..^1] + ""","exceptions_list":[{"id":"x","list_id":"l-1","type":"detection","namespace_type":"single"}],"invocationCount":1,"timeframeEnd":"2026-01-15T10:00:00Z"}"""),
        ("POST", "/api/detection_engine/rules/_import?overwrite=true&overwrite_exceptions=true", Rule),
        ("POST", "/api/detection_engine/rules/_import?overwrite_exceptions=true", """{"list_id":"l-1","type":"detection","name":"n","description":"d","namespace_type":"single"}"""),
        ("POST", "/api/detection_engine/rules/_import?overwrite_exceptions=true", """{"item_id":"i-1","list_id":"l-1","type":"simple","name":"n","description":"d","namespace_type":"single","entries":[{"field":"a","operator":"included","type":"match","value":"b"}]}"""),
        ("POST", "/api/detection_engine/rules/_import?overwrite_action_connectors=true", """{"id":"c-1","type":"action","attributes":{"actionTypeId":".slack","name":"n"}}"""),
        ("POST", "/api/endpoint/action/upload", """{"overwrite":true}"""),
        ("GET", "/api/licensing/info", null),
        ("GET", "/api/detection_engine/tags", null),
        ("GET", "/api/detection_engine/privileges", null),
        ("POST", "/api/detection_engine/signals/search", """{"query":{"bool":{"must":[{"term":{"agent.id":"a1"}}],"should":[{"range":{"@timestamp":{"gte":"now-1d","lt":5}}}],"must_not":{"exists":{"field":"x"}},"minimum_should_match":0}},"size":5,"sort":[{"@timestamp":{"order":"desc"}}],"_source":["agent.*"],"fields":["agent.id"],"aggs":{"a":{"terms":{"field":"agent.id","size":3},"aggs":{"b":{"cardinality":{"field":"x"}}}}}}"""),
        ("POST", "/api/detection_engine/signals/status", """{"signal_ids":["x"],"status":"closed"}"""),
        ("POST", "/api/detection_engine/signals/status", """{"query":{"ids":{"values":["x"]}},"status":"open","conflicts":"proceed"}"""),
        ("POST", "/api/detection_engine/signals/tags", """{"ids":["x"],"tags":{"tags_to_add":["a"],"tags_to_remove":["b"]}}"""),
    ];
}
