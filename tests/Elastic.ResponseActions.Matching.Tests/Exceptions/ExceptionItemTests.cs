using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Tests.Exceptions;

/// <summary>Exception items as Kibana's API and export write them.</summary>
public sealed class ExceptionItemTests
{
    private const string Whole = """
        {"_version":"WzQsMV0=","comments":[{"comment":"c"}],"created_at":"2024-01-01T00:00:00.000Z","created_by":"elastic","description":"d","id":"3e0e7",
         "item_id":"simple_item","list_id":"simple_list","meta":{},"name":"Sample","namespace_type":"single","tags":["a"],"type":"simple","os_types":["linux","windows"],
         "expire_time":"2030-01-31T12:00:00.500Z",
         "entries":[
           {"field":"host.name","operator":"included","type":"match","value":"web-1"},
           {"field":"host.name","operator":"excluded","type":"match_any","value":["web-1","web-2"]},
           {"field":"user.name","operator":"included","type":"exists"},
           {"field":"file.path","operator":"included","type":"wildcard","value":"/tmp/*"},
           {"field":"source.ip","operator":"excluded","type":"list","list":{"id":"ips.txt","type":"ip"}},
           {"field":"process.Ext.code_signature","type":"nested","entries":[{"field":"subject_name","operator":"included","type":"match","value":"Elastic"}]},
           {"field":"a","operator":"included","type":"tomorrow","value":{}}]}
        """;

    [Fact]
    public void Parse_WholeItem_ReadsWhatMatchingNeeds()
    {
        var item = ExceptionItem.Parse(JsonElement.Parse(Whole));

        Assert.Equal(("simple_item", "Sample", "Sample (simple_item)"), (item.ItemId, item.Name, item.ToString()));
        Assert.Equal(["linux", "windows"], item.OsTypes);
        Assert.Equal(new DateTimeOffset(2030, 1, 31, 12, 0, 0, 500, TimeSpan.Zero), item.ExpireTime);
        Assert.Equal(7, item.Entries.Count);
        Assert.Equal(new MatchEntry { Field = "host.name", Value = "web-1" }, item.Entries[0]);
        Assert.Equal(["web-1", "web-2"], Assert.IsType<MatchAnyEntry>(item.Entries[1]).Values);
        Assert.Equal(ExceptionOperator.Excluded, Assert.IsType<MatchAnyEntry>(item.Entries[1]).Operator);
        Assert.Equal(new ExistsEntry { Field = "user.name" }, item.Entries[2]);
        Assert.Equal(new WildcardEntry { Field = "file.path", Value = "/tmp/*" }, item.Entries[3]);
        Assert.Equal(new ListEntry { Field = "source.ip", Operator = ExceptionOperator.Excluded, ListId = "ips.txt", ListType = "ip" }, item.Entries[4]);
        Assert.Equal([new MatchEntry { Field = "subject_name", Value = "Elastic" }], Assert.IsType<NestedEntry>(item.Entries[5]).Entries);
        Assert.Equal(new UnknownEntry { Field = "a", Type = "tomorrow" }, item.Entries[6]);
    }

    [Theory]
    [InlineData("[]", "exception item: expected an object.")]
    [InlineData("""{"entries":[]}""", "exception item: `item_id` is missing.")]
    [InlineData("""{"item_id":"i"}""", "exception item: `entries` is missing.")]
    [InlineData("""{"item_id":"i","entries":[]}""", "exception item.entries: the array is empty; expected at least one entry.")]
    [InlineData("""{"item_id":"i","entries":{}}""", "exception item.entries: expected an array.")]
    [InlineData("""{"item_id":"i","entries":[5]}""", "exception item.entries[0]: expected an object.")]
    [InlineData("""{"item_id":"i","entries":[E],"entries":[E]}""", "exception item: `entries` occurs twice; keep one.")]
    [InlineData("""{"item_id":"i","entries":[{"field":"a","operator":"included","operator":"excluded","type":"exists"}]}""", "exception item.entries[0]: `operator` occurs twice; keep one.")]
    [InlineData("""{"item_id":"i","entries":[{"field":"","operator":"included","type":"exists"}]}""", "exception item.entries[0].field: the field name is empty; name a field.")]
    [InlineData("""{"item_id":"i","entries":[{"field":"a","type":"exists"}]}""", "exception item.entries[0]: `operator` is missing.")]
    [InlineData("""{"item_id":"i","entries":[{"field":"a","operator":"INCLUDED","type":"exists"}]}""", "exception item.entries[0].operator: found `INCLUDED`, expected `included` or `excluded`.")]
    [InlineData("""{"item_id":"i","entries":[{"field":"a","operator":"included","type":"match"}]}""", "exception item.entries[0]: `value` is missing.")]
    [InlineData("""{"item_id":"i","entries":[{"field":"a","operator":"included","type":"match","value":5}]}""", "exception item.entries[0].value: expected a text.")]
    [InlineData("""{"item_id":"i","entries":[{"field":"a","operator":"included","type":"match_any","value":[]}]}""", "exception item.entries[0].value: the array is empty; expected at least one text.")]
    [InlineData("""{"item_id":"i","entries":[{"field":"a","operator":"included","type":"match_any","value":["x",5]}]}""", "exception item.entries[0].value[1]: expected a text.")]
    [InlineData("""{"item_id":"i","entries":[{"field":"a","operator":"included","type":"list"}]}""", "exception item.entries[0]: `list` is missing.")]
    [InlineData("""{"item_id":"i","entries":[{"field":"a","operator":"included","type":"list","list":{"id":"x"}}]}""", "exception item.entries[0].list: `type` is missing.")]
    [InlineData("""{"item_id":"i","entries":[{"field":"a","type":"nested","entries":[]}]}""", "exception item.entries[0].entries: the array is empty; expected at least one entry.")]
    [InlineData("""{"item_id":"i","entries":[{"field":"a","type":"nested","entries":[{"field":"b","type":"nested","entries":[E]}]}]}""", "exception item.entries[0].entries[0]: an entry of type `nested` inside another is not allowed.")]
    [InlineData("""{"item_id":"i","entries":[E],"os_types":["amiga"]}""", "exception item.os_types: found `amiga`, expected `windows`, `linux` or `macos`.")]
    [InlineData("""{"item_id":"i","entries":[E],"expire_time":"tomorrow"}""", "exception item.expire_time: expected a time such as `2030-01-31T12:00:00.000Z`.")]
    [InlineData("""{"item_id":"\ud800","entries":[E]}""", "exception item: a text has half of a surrogate pair (`\\ud800` to `\\udfff`); write the whole character.")]
    public void Parse_BrokenItem_SaysWhereAndWhat(string json, string message)
    {
        var item = JsonElement.Parse(json.Replace("[E]", """[{"field":"a","operator":"included","type":"exists"}]""", StringComparison.Ordinal));

        Assert.Equal(message, Assert.Throws<JsonException>(() => { ExceptionItem.Parse(item); }).Message);
    }
}
