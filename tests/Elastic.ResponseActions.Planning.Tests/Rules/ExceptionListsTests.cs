using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Planning.Tests.Rules;

public sealed class ExceptionListsTests
{
    // As Kibana exports them, members that do not matter here included.
    private const string List = """{"_version":"WzE2LDFd","created_at":"2024-05-15T09:30:00.000Z","created_by":"elastic","description":"d","id":"7","immutable":false,"list_id":"trusted","name":"Trusted","namespace_type":"single","os_types":[],"tags":[],"tie_breaker_id":"t","type":"detection","updated_at":"2024-05-15T09:30:00.000Z","updated_by":"elastic","version":1}""";
    private const string Item = """{"_version":"WzE3LDFd","comments":[],"created_at":"2024-05-15T09:31:00.000Z","created_by":"elastic","description":"d","entries":[{"field":"host.name","operator":"included","type":"match","value":"build-1"}],"id":"8","item_id":"i1","list_id":"trusted","name":"Build hosts","namespace_type":"single","os_types":[],"tags":[],"tie_breaker_id":"u","type":"simple","updated_at":"2024-05-15T09:31:00.000Z","updated_by":"elastic","expire_time":"2030-01-01T00:00:00.000Z"}""";
    private const string Totals = """{"exported_exception_list_count":1,"exported_exception_list_item_count":1,"missing_exception_list_item_count":0,"missing_exception_list_items":[],"missing_exception_lists":[],"missing_exception_lists_count":0}""";

    [Fact]
    public void Parse_Export_GivesListsWithTheirItems()
    {
        var lists = Parse(List, Item, Totals);

        var list = Assert.Single(lists.Lists);
        Assert.Equal(("trusted", "single"), (list.ListId, list.NamespaceType));
        var item = Assert.Single(list.Items);
        Assert.Equal(("i1", "Build hosts", new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)), (item.ItemId, item.Name, item.ExpireTime));
        Assert.Equal([new MatchEntry { Field = "host.name", Value = "build-1" }], item.Entries);
    }

    [Fact]
    public void Parse_RulesExport_PassesOverTheRest()
    {
        const string Rule = """{"rule_id":"r","name":"R","type":"query","query":"a","exceptions_list":[{"id":"7","list_id":"trusted","type":"detection","namespace_type":"single"}]}""";
        const string Connector = """{"attributes":{"actionTypeId":".slack"},"coreMigrationVersion":"8.8.0","id":"9","references":[],"type":"action"}""";
        const string RuleTotals = """{"exported_count":4,"exported_rules_count":1,"missing_rules":[],"missing_rules_count":0,"exported_exception_list_count":1}""";

        Assert.Single(Assert.Single(Parse(Rule, List, Item, Connector, RuleTotals).Lists).Items);
    }

    [Fact]
    public void Parse_ItemsBeforeTheirListAndBlankLines_AreRead()
    {
        var lists = ExceptionLists.Parse(Encoding.UTF8.GetBytes($"\uFEFF{Item}\r\n\r\n  \n{List}\r\n"));

        Assert.Single(Assert.Single(lists.Lists).Items);
    }

    [Fact]
    public void Parse_ListWithoutItems_ExceptsNothing() => Assert.Empty(Assert.Single(Parse(List).Lists).Items);

    [Fact]
    public void Parse_SameIdInBothNamespaces_AreTwoLists()
    {
        var lists = Parse("""{"list_id":"a","namespace_type":"agnostic"}""", """{"list_id":"a"}""", """{"list_id":"a","item_id":"i","entries":[{"field":"k","type":"exists","operator":"included"}]}""");

        Assert.True(lists.TryFind("a", "agnostic", out var agnostic));
        Assert.True(lists.TryFind("a", "single", out var single));
        Assert.Equal((0, 1), (agnostic.Items.Count, single.Items.Count));
        Assert.False(lists.TryFind("b", "single", out _));
    }

    [Fact]
    public void Parse_Nothing_GivesNoLists() => Assert.Empty(Parse().Lists);

    [Theory]
    [InlineData("[]", "exceptions, line 2: it must be an object, found a list.")]
    [InlineData("""{"id":"x"}""", "exceptions, line 2: found no `list_id`; expected an exception list or an item of one, as Kibana exports them.")]
    [InlineData("""{"list_id":7}""", "exceptions, line 2: `list_id` must be text, found a number.")]
    [InlineData("""{"list_id":"trusted"}""", "exceptions, line 2: the exception list 'trusted' occurs twice; keep one.")]
    [InlineData("""{"list_id":"other","item_id":"i","entries":[{"field":"k","type":"exists","operator":"included"}]}""", "exceptions, line 2: the item's list 'other' (single) is not there; export the whole list.")]
    [InlineData("""{"list_id":"trusted","namespace_type":"agnostic","item_id":"i","entries":[{"field":"k","type":"exists","operator":"included"}]}""", "exceptions, line 2: the item's list 'trusted' (agnostic) is not there; export the whole list.")]
    [InlineData("""{"list_id":"trusted","item_id":"i"}""", "exceptions, line 2: exception item: `entries` is missing.")]
    [InlineData("""{"list_id":"trusted","entries":[]}""", "exceptions, line 2: exception item: `item_id` is missing.")]
    [InlineData("""{"list_id":"trusted","item_id":"i","entries":[{"field":"k","type":"exists","operator":"maybe"}]}""", "exceptions, line 2: exception item.entries[0].operator: found `maybe`, expected `included` or `excluded`.")]
    public void Parse_LineThatIsNeither_IsRefused(string line, string message) =>
        Assert.Equal(message, Assert.Throws<JsonException>(() => Parse(List, line)).Message);

    [Theory]
    [InlineData("{")]
    [InlineData("""{"list_id":"a","list_id":"b"}""")]
    [InlineData("""{"list_id":"\ud800"}""")]
    [InlineData("nonsense")]
    public void Parse_BrokenJson_NamesTheLine(string line) =>
        Assert.StartsWith("exceptions, line 3: ", Assert.Throws<JsonException>(() => Parse(List, "", line)).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_SameListTwice_Throws()
    {
        var list = new ExceptionList { ListId = "a" };

        Assert.Equal(
            "The exception list 'a' (single) is there twice; keep one. (Parameter 'lists')",
            Assert.Throws<ArgumentException>(() => new ExceptionLists([list, list with { Items = [] }])).Message);
    }

    private static ExceptionLists Parse(params string[] lines) => ExceptionLists.Parse(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
}
