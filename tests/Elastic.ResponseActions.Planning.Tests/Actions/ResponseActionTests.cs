using System.Text.Json;

namespace Elastic.ResponseActions.Planning.Tests.Actions;

public sealed class ResponseActionTests
{
    [Theory]
    [InlineData("isolate", typeof(IsolateAction))]
    [InlineData("kill-process", typeof(KillProcessAction))]
    [InlineData("suspend-process", typeof(SuspendProcessAction))]
    [InlineData("runscript", typeof(RunScriptAction))]
    [InlineData("unisolate", typeof(UnknownEndpointAction))]
    public void Parse_EndpointCommand_GivesItsModel(string command, Type expected)
    {
        var action = JsonText.ParseAction($$$"""{"action_type_id":".endpoint","params":{"command":"{{{command}}}","comment":"c"}}""");

        Assert.IsType(expected, action);
        Assert.Equal((command, "c"), (((EndpointResponseAction)action).Command?.Name, ((EndpointResponseAction)action).Comment));
        Assert.Equal(command, action.ToString());
    }

    [Fact]
    public void Parse_Selector_DefaultsAsTheServerDoes()
    {
        var action = (KillProcessAction)JsonText.ParseAction("""{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"kill_descendants":true}}}""");

        Assert.Equal((true, "", true), (action.Selector!.Overwrite, action.Selector.Field, action.Selector.KillDescendants));
        Assert.Equal("process.pid", action.Selector.AlertField);
        Assert.Equal("process.entity_id", new ProcessSelector { Overwrite = false, Field = "process.entity_id" }.AlertField);
    }

    [Fact]
    public void Parse_RunScript_ReadsEachSystem()
    {
        var action = (RunScriptAction)JsonText.ParseAction("""{"action_type_id":".endpoint","params":{"command":"runscript","config":{"linux":{"scriptId":"l","scriptInput":"i","timeout":5},"windows":{"scriptId":""}}}}""");

        Assert.Equal(new RunScript { ScriptId = "l", ScriptInput = "i", TimeoutSeconds = 5 }, action.Config!.For("linux"));
        Assert.Null(action.Config.For("windows"));
        Assert.Null(action.Config.For("macos"));
        Assert.Null(action.Config.For("solaris"));
    }

    [Fact]
    public void Parse_Osquery_ReadsItsMembers()
    {
        var action = (OsqueryAction)JsonText.ParseAction("""{"action_type_id":".osquery","params":{"query":"q","saved_query_id":"s","pack_id":"p","timeout":90}}""");

        Assert.Equal(new OsqueryAction { Query = "q", SavedQueryId = "s", PackId = "p", TimeoutSeconds = 90 }, action);
    }

    [Fact]
    public void Parse_UnknownKind_KeepsItsParameters()
    {
        var action = (UnknownResponseAction)JsonText.ParseAction("""{"action_type_id":".next","params":{"a":1.0}}""");

        Assert.Equal((".next", "{\"a\":1.0}"), (action.ActionTypeId, action.Parameters?.GetRawText()));
        Assert.NotEqual(action, JsonText.ParseAction("""{"action_type_id":".next","params":{"a":2}}"""));
        Assert.Equal("""{"action_type_id":".next"}""", JsonText.Write(new UnknownResponseAction(".next").WriteTo));
    }

    [Fact]
    public void Parse_NoObject_Throws() =>
        Assert.Equal("Response action: it must be an object, found text.", Assert.Throws<JsonException>(() => JsonText.ParseAction("\"isolate\"")).Message);

    [Fact]
    public void Equals_UnknownParameter_Counts()
    {
        var action = JsonText.ParseAction("""{"action_type_id":".endpoint","params":{"command":"isolate","x":1}}""");

        Assert.NotEqual(action, new IsolateAction());
        Assert.Equal(new IsolateAction(), JsonText.ParseAction("""{"action_type_id":".endpoint","params":{"command":"isolate"}}"""));
    }
}
