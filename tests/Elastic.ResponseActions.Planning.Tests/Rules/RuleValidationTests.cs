namespace Elastic.ResponseActions.Planning.Tests.Rules;

public sealed class RuleValidationTests
{
    public static TheoryData<string, string> Refused { get; } = new()
    {
        {
            """{"command":"kill-process","config":{"overwrite":true,"field":"process.entity_id"}}""",
            "Rule 'R', response action 1, `params.config.field`: `field` (`process.entity_id`) is not allowed when `overwrite` is true. Write \"field\": \"\", or \"overwrite\": false to use that field."
        },
        {
            """{"command":"suspend-process","config":{"field":"process.entity_id"}}""",
            "Rule 'R', response action 1, `params.config.overwrite`: `overwrite` is missing and defaults to true, where `field` (`process.entity_id`) is not allowed. Write \"overwrite\": false to use that field."
        },
        {
            """{"command":"kill-process","config":{"overwrite":false,"field":" "}}""",
            "Rule 'R', response action 1, `params.config.field`: `field` is required when `overwrite` is false. Name the alert field that holds the process, for example `process.entity_id`, or write \"overwrite\": true to use `process.pid`."
        },
        {
            """{"command":"kill-process","config":{"overwrite":false}}""",
            "Rule 'R', response action 1, `params.config.field`: `field` is required when `overwrite` is false. Name the alert field that holds the process, for example `process.entity_id`, or write \"overwrite\": true to use `process.pid`."
        },
        {
            """{"command":"kill-process","config":{"overwrite":true}}""",
            "Rule 'R', response action 1, `params.config.field`: `field` is missing; the server wants it even when `overwrite` is true. Write \"field\": \"\"."
        },
        {
            """{"command":"suspend-process"}""",
            "Rule 'R', response action 1, `params.config`: `suspend-process` needs to know the process. Write {\"overwrite\": true, \"field\": \"\"} to use `process.pid`."
        },
        {
            """{"command":"runscript"}""",
            "Rule 'R', response action 1, `params.config`: `runscript` needs a script. Write {\"linux\": {\"scriptId\": \"…\"}}, or `macos`, or `windows`."
        },
        {
            """{"command":"runscript","config":{"linux":{"scriptId":""},"windows":{}}}""",
            "Rule 'R', response action 1, `params.config`: no script is named. Give `linux`, `macos` or `windows` a `scriptId`."
        },
        {
            """{"command":"get-file"}""",
            "Rule 'R', response action 1, `params.command`: rules cannot automate `get-file`. Write `isolate`, `kill-process`, `suspend-process` or `runscript`."
        },
        {
            """{"comment":"x"}""",
            "Rule 'R', response action 1, `params.command`: the command is missing; Kibana would ignore the action. Write `isolate`, `kill-process`, `suspend-process` or `runscript`."
        },
    };

    public static TheoryData<string> Accepted { get; } = new(
        """{"command":"isolate"}""",
        """{"command":"isolate","config":{"overwrite":true,"field":"ignored by the server"}}""",
        """{"command":"kill-process","config":{"overwrite":true,"field":""}}""",
        """{"command":"kill-process","config":{"field":""}}""",
        """{"command":"suspend-process","config":{"overwrite":false,"field":"process.entity_id"}}""",
        """{"command":"runscript","config":{"macos":{"scriptId":"s"}}}""");

    [Theory]
    [MemberData(nameof(Refused))]
    public void Validate_BadAction_SaysWhereAndWhatToWrite(string parameters, string message)
    {
        var problem = Assert.Single(Rule(parameters).Validate());

        Assert.Equal(message, problem.ToString());
        Assert.Equal(("r1", "R", 1), (problem.RuleId, problem.RuleName, problem.ActionIndex));
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Validate_GoodAction_FindsNothing(string parameters) => Assert.Empty(Rule(parameters).Validate());

    [Fact]
    public void Validate_UnknownKind_NamesTheKnownOnes()
    {
        var rule = new QueryRule { RuleId = "r1", Name = "R", ResponseActions = [new UnknownResponseAction(".fax"), new OsqueryAction { Query = "select 1" }] };

        Assert.Equal("Rule 'R', response action 0, `action_type_id`: unknown kind of action `.fax`. Write `.endpoint` or `.osquery`.", Assert.Single(rule.Validate()).ToString());
    }

    [Fact]
    public void Validate_SelectorMadeInCode_IsJudgedByItsValues()
    {
        var rule = new QueryRule
        {
            RuleId = "r1",
            Name = "R",
            ResponseActions =
            [
                new KillProcessAction { Selector = new ProcessSelector() },
                new KillProcessAction { Selector = new ProcessSelector { Field = "process.entity_id" } },
            ],
        };

        Assert.Equal("params.config.field", Assert.Single(rule.Validate()).Member);
    }

    private static DetectionRule Rule(string parameters) => JsonText.ParseRule(
        $$$"""{"name":"R","rule_id":"r1","type":"query","response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate"}},{"action_type_id":".endpoint","params":{{{parameters}}}}]}""");
}
