using System.Diagnostics;
using System.Text;

namespace Elastic.ResponseActions.Matching.Tests.Exceptions;

/// <summary>Exceptions in whole rule sets: shared lists, the clock, reasons, limits.</summary>
public sealed class ExceptionMatchTests
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Rules of one class are put aside together; what their lists ask must still be known to the others.</summary>
    [Fact]
    public void Match_ListSharedByRulesOfManyClasses_HoldsForEach()
    {
        var list = List(Item("""[{"field":"user.name","type":"match","operator":"included","value":"admin"},{"field":"file.path","type":"wildcard","operator":"included","value":"*temp*"}]"""));
        var rules = Enumerable.Range(0, 60).Select(index => new RuleQuery
        {
            RuleId = $"{index}",
            Query = $"host.os.type: {(index < 40 ? "windows" : "linux")} and process.name: \"p{index % 20}\"",
            Exceptions = [list],
        });
        var matcher = RuleSet.Compile(rules).CreateMatcher();

        Assert.Equal(["40"], Matches(matcher, """{"host":{"os":{"type":"linux"}},"process":{"name":"p0"},"user":{"name":"admin"}}"""));
        Assert.Equal([], Matches(matcher, """{"host":{"os":{"type":"linux"}},"process":{"name":"p0"},"user":{"name":"admin"},"file":{"path":"/temp/x"}}"""));
        Assert.Equal(["0", "20"], Matches(matcher, """{"host":{"os":{"type":"windows"}},"process":{"name":"p0"},"file":{"path":"/temp/x"}}"""));
        Assert.Equal([], Matches(matcher, """{"host":{"os":{"type":"windows"}},"process":{"name":"p0"},"user":{"name":"admin"},"file":{"path":"C:\\temp\\x"}}"""));
    }

    [Fact]
    public void Match_ListBesideRulesThatAskTheSame_ExceptsOnlyItsOwn()
    {
        var list = List(Item("""[{"field":"user.name","type":"match","operator":"included","value":"admin"}]"""));
        var matcher = RuleSet.Compile(
        [
            new RuleQuery { RuleId = "excepted", Query = "user.name: (admin or root)", Exceptions = [list] },
            new RuleQuery { RuleId = "plain", Query = "user.name: admin" },
            new RuleQuery { RuleId = "negated", Query = "not user.name: admin", Exceptions = [list] },
        ]).CreateMatcher();

        Assert.Equal(["plain"], Matches(matcher, """{"user":{"name":"admin"}}"""));
        Assert.Equal(["excepted", "negated"], Matches(matcher, """{"user":{"name":"root"}}"""));
    }

    [Fact]
    public void Match_ItemThatExpires_IsPastWithoutCompilingAgain()
    {
        var clock = new MovingClock(Noon);
        var item = Item("""[{"field":"k","type":"exists","operator":"included"}]""") with { ExpireTime = Noon.AddMinutes(1) };
        var rule = new RuleQuery { RuleId = "r", Query = "k: x", Exceptions = [List(item)] };
        var matcher = RuleSet.Compile([rule], RuleSetOptions.Default with { TimeProvider = clock }).CreateMatcher();

        Assert.Empty(Matches(matcher, """{"k":"x"}"""));
        clock.Now = Noon.AddMinutes(1);
        Assert.Empty(Matches(matcher, """{"k":"x"}"""));
        clock.Now = Noon.AddMinutes(1).AddMilliseconds(1);
        Assert.Equal(["r"], Matches(matcher, """{"k":"x"}"""));
    }

    [Theory]
    [InlineData("""[{"field":"k","type":"list","operator":"included","list":{"id":"gone","type":"keyword"}}]""", "`k`: exception item `item0`: the value list `gone` is not given")]
    [InlineData("""[{"field":"k","type":"list","operator":"excluded","list":{"id":"gone","type":"date_range"}}]""", "`k`: exception item `item0`: value lists of type `date_range` are not evaluated here")]
    [InlineData("""[{"field":"k","type":"tomorrow"}]""", "exception item `item0`: an entry of type `tomorrow` is not known to this version")]
    [InlineData("""[{"field":"client.geo.location","type":"match","operator":"included","value":"1"}]""", "`client.geo.location`: its mapped type is not evaluated here")]
    public void Match_ItemThatCannotBeDecided_SaysWhy(string item, string reason)
    {
        var list = List(Item(item));
        var rules = Enumerable.Range(0, 2).Select(index => new RuleQuery { RuleId = $"r{index}", Query = "", Exceptions = [list] });

        var matches = RuleSet.Compile(rules).CreateMatcher().Match(Encoding.UTF8.GetBytes("""{"k":"x","client":{"geo":{"location":"1"}}}"""));

        Assert.Equal(0, matches.Count);
        Assert.Equal([reason, reason], matches.Unknown.ToArray().Select(unknown => unknown.Reason));
    }

    [Fact]
    public void Compile_BrokenItem_NamesItAndTheRule()
    {
        var broken = Item("""[{"field":"process.pid","type":"match","operator":"included","value":"x"}]""") with { Name = "Old" };

        var error = Assert.Single(Errors(new RuleQuery { RuleId = "r", RuleName = "Rule", Query = "k: x", Exceptions = [List(broken)] }));

        Assert.Equal("Rule 'Rule': exception item `Old` of list `list`: `x` is not a number, and `process.pid` is mapped as long: Elasticsearch refuses this query", error.ToString());
    }

    [Fact]
    public void Compile_TooManyItems_IsALimit()
    {
        var item = Item("""[{"field":"k","type":"exists","operator":"included"}]""");
        var rule = new RuleQuery { RuleId = "r", Query = "", Exceptions = [List(item, item), List(item)] };

        var error = Assert.Single(Errors(rule, RuleSetOptions.Default with { MaxExceptionItems = 2 }));

        Assert.Equal((QueryErrorKind.Limit, "the rule has 3 exception items, the limit is 2. Remove some, or raise RuleSetOptions.MaxExceptionItems."), (error.Kind, error.Message));
    }

    [Fact]
    public void Compile_TooLongAValueList_IsALimit()
    {
        var rule = new RuleQuery { RuleId = "r", Query = "", Exceptions = [List(Item("""[{"field":"k","type":"list","operator":"included","list":{"id":"v","type":"keyword"}}]"""))] };

        var error = Assert.Single(Errors(rule, RuleSetOptions.Default with { MaxValueListValues = 1, ValueLists = [new ValueList { Id = "v", Values = ["x", "y"] }] }));

        Assert.Equal(QueryErrorKind.Limit, error.Kind);
        Assert.Contains("the value list `v` has 2 values, the limit is 1. Shorten it, or raise RuleSetOptions.MaxValueListValues.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_ValueListGivenTwice_IsAnError()
    {
        var rule = new RuleQuery { RuleId = "r", Query = "", Exceptions = [List(Item("""[{"field":"k","type":"list","operator":"included","list":{"id":"v","type":"keyword"}}]"""))] };
        var list = new ValueList { Id = "v", Values = ["x"] };

        var error = Assert.Single(Errors(rule, RuleSetOptions.Default with { ValueLists = [list, list] }));

        Assert.Contains("the value list `v` is given 2 times; give it once", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Three hundred rules share a list of a thousand items and a value list of fifty thousand values: compiled once, they take little.</summary>
    [Fact]
    public void Compile_RulesThatShareALongList_CompileItOnce()
    {
        var options = RuleSetOptions.Default with { ValueLists = [new ValueList { Id = "v", Values = [.. Enumerable.Range(0, 50_000).Select(index => $"host-{index}")] }] };
        var list = List(
        [
            .. Enumerable.Range(0, 1_000).Select(index => Item($$"""[{"field":"process.name","type":"match","operator":"included","value":"p{{index}}"},{"field":"user.name","type":"exists","operator":"included"}]""")),
            Item("""[{"field":"host.name","type":"list","operator":"included","list":{"id":"v","type":"keyword"}}]"""),
        ]);
        var rules = Enumerable.Range(0, 300).Select(index => new RuleQuery { RuleId = $"{index}", Query = $"event.action: a{index}", Exceptions = [list] }).ToList();

        var start = Stopwatch.GetTimestamp();
        var matcher = RuleSet.Compile(rules, options).CreateMatcher();
        var elapsed = Stopwatch.GetElapsedTime(start);

        Assert.Equal(["7"], Matches(matcher, """{"event":{"action":"a7"},"host":{"name":"host-x"}}"""));
        Assert.Empty(Matches(matcher, """{"event":{"action":"a7"},"host":{"name":"host-49999"}}"""));
        Assert.Empty(Matches(matcher, """{"event":{"action":"a7"},"process":{"name":"p999"},"user":{"name":"u"}}"""));
        Assert.True(elapsed < TimeSpan.FromSeconds(5), $"{elapsed.TotalMilliseconds} ms");
    }

    private static ExceptionList List(params IReadOnlyList<ExceptionItem> items) => new() { ListId = "list", Items = items };

    private static ExceptionItem Item(string entries) => ExceptionText.Items(entries).Single();

    private static IReadOnlyList<QueryError> Errors(RuleQuery rule, RuleSetOptions? options = null)
    {
        Assert.False(RuleSet.TryCompile([rule], options, out _, out var errors));
        return errors;
    }

    private static List<string> Matches(RuleMatcher matcher, string json)
    {
        var ids = new List<string>();
        foreach (var match in matcher.Match(Encoding.UTF8.GetBytes(json)))
            ids.Add(match.RuleId);
        return ids;
    }

    private sealed class MovingClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
