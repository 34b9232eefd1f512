using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Planning.Tests.Analysis;

public sealed class RuleMatchabilityTests
{
    private static readonly QueryRule Sound = new() { RuleId = "r1", Name = "R", Query = "a: 1" };

    [Fact]
    public void TryCreateQuery_SoundRule_CarriesEverythingThatNarrowsIt()
    {
        var filter = JsonText.Element("""{"query":{"exists":{"field":"a"}}}""");

        var query = Create(Sound with { Index = ["logs-*"], Filters = [filter] });

        Assert.Equal(("r1", "R", QueryLanguage.Kuery, "a: 1"), (query.RuleId, query.RuleName, query.Language, query.Query));
        Assert.Equal(["logs-*"], query.IndexPatterns);
        Assert.Equal([filter.GetRawText()], query.Filters.Select(one => one.GetRawText()));
    }

    [Theory]
    [InlineData("""{"type":"query","query":""}""")]
    [InlineData("""{"type":"query","query":"a: 1","language":"kuery","alert_suppression":{"group_by":["host.id"]}}""")]
    [InlineData("""{"type":"query","query":"a: 1","language":"lucene"}""")]
    [InlineData("""{"type":"saved_query","saved_id":"s","query":"a: 1"}""")]
    [InlineData("""{"type":"query","query":"a: 1","data_view_id":"v","index":["logs-*"]}""")]
    [InlineData("""{"type":"query","query":"a: 1","exceptions_list":[],"data_view_id":""}""")]
    [InlineData("""{"type":"eql","language":"eql","query":"any where true"}""")]
    [InlineData("""{"type":"eql","query":"sequence by a [any where true] [any where true]"}""")]
    public void TryCreateQuery_MatchableRule_GivesAQuery(string json) => Create(Parse(json));

    [Theory]
    [InlineData("""{"type":"eql","query":"any where true","event_category_override":"c","timestamp_field":"t","tiebreaker_field":"b"}""", "c", "t", "b")]
    [InlineData("""{"type":"eql","query":"any where true","event_category_override":"","timestamp_field":"","tiebreaker_field":""}""", null, null, null)]
    [InlineData("""{"type":"eql","query":"any where true"}""", null, null, null)]
    public void TryCreateQuery_EqlRule_CarriesItsFields(string json, string? category, string? timestamp, string? tiebreaker)
    {
        var query = Create(Parse(json));

        Assert.Equal(QueryLanguage.Eql, query.Language);
        Assert.Equal((category, timestamp, tiebreaker), (query.EventCategoryField, query.TimestampField, query.TiebreakerField));
    }

    [Theory]
    [InlineData("threshold")]
    [InlineData("new_terms")]
    [InlineData("threat_match")]
    public void TryCreateQuery_StatefulType_OnlyAsBaseQuery(string type)
    {
        var rule = Parse($$"""{"type":"{{type}}","query":"a: 1"}""");

        Create(rule, baseQuery: true);
        Assert.Equal(
            (QueryErrorKind.Unsupported, $"type `{type}` needs more than one event, so that no single event decides it. Give it to a RuleDetector, or match its base query alone, which matches more than the rule alerts on."),
            Refusal(rule, baseQuery: false));
    }

    public static TheoryData<string, string> Refused { get; } = new()
    {
        { """{"type":"esql","query":"from a","language":"esql"}""", "language `esql` runs only in Elasticsearch and cannot be matched here." },
        { """{"type":"esql","query":"from a"}""", "language `esql` runs only in Elasticsearch and cannot be matched here." },
        { """{"type":"machine_learning","machine_learning_job_id":"j"}""", "type `machine_learning` takes its findings from jobs that run only in Elasticsearch; it cannot be matched here." },
        { """{"type":"query","query":"a","language":"klingon"}""", "language `klingon` is not known to this version; `kuery`, `lucene` and `eql` are." },
        { """{"type":"tomorrow","query":"a"}""", "type `tomorrow` is not known to this version and cannot be matched here." },
        { """{"type":"saved_query","saved_id":"s"}""", "the query is stored in Kibana (`saved_id` 's') and not in the rule. Put its text into `query`." },
        { """{"type":"query","query":"a","exceptions_list":[{"id":"e"},{"id":"f"}]}""", "its exceptions (2 lists in `exceptions_list`) are stored in Kibana and were not given; without them it would match events that it must not alert on." },
        { """{"type":"query","query":"a","data_view_id":"v"}""", "its index patterns are in the data view 'v', stored in Kibana; without them it would match events it never sees. Put the patterns into `index`." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void TryCreateQuery_SoundButUnmatchableRule_SaysWhy(string json, string message)
    {
        Assert.Equal((QueryErrorKind.Unsupported, message), Refusal(Parse(json), baseQuery: false));
        Assert.Equal((QueryErrorKind.Unsupported, message), Refusal(Parse(json), baseQuery: true));
    }

    [Theory]
    [InlineData("""{"type":"query"}""")]
    [InlineData("""{"type":"query","query":null}""")]
    [InlineData("""{"type":"threshold"}""")]
    public void TryCreateQuery_NoQuery_IsAnError(string json) =>
        Assert.Equal(
            (QueryErrorKind.Syntax, "the rule has no `query`; expected query text. To match every event write \"query\": \"\"."),
            Refusal(Parse(json), baseQuery: true));

    [Fact]
    public void TryCreateQuery_ExceptionListsGiven_GoAlong()
    {
        var rule = Parse("""{"type":"query","query":"a","exceptions_list":[{"id":"1","list_id":"x","namespace_type":"agnostic","type":"endpoint"},{"id":"2","list_id":"y"},{"id":"1","list_id":"x","namespace_type":"agnostic"}]}""");
        var lists = Lists(("x", "agnostic"), ("y", "single"), ("z", "single"));

        Assert.True(RuleMatchability.TryCreateQuery(rule, baseQuery: false, out var query, out _, lists));

        Assert.Equal([lists.Lists[0], lists.Lists[1]], query.Exceptions);
    }

    [Theory]
    [InlineData("""{"list_id":"x","namespace_type":"single"}""", "its exception list 'x' (single) was not given; without it the rule would match events that it must not alert on.")]
    [InlineData("""{"list_id":"y","namespace_type":"agnostic"}""", "its exception list 'y' (agnostic) was not given; without it the rule would match events that it must not alert on.")]
    [InlineData("""{"id":"x"}""", "an entry of its `exceptions_list` has no `list_id`, so that nobody can tell which events are excepted.")]
    [InlineData("\"x\"", "an entry of its `exceptions_list` has no `list_id`, so that nobody can tell which events are excepted.")]
    public void TryCreateQuery_OneListIsNotGiven_IsUnsupported(string reference, string message)
    {
        var rule = Parse($$"""{"type":"query","query":"a","exceptions_list":[{"list_id":"y"},{{reference}}]}""");

        Assert.False(RuleMatchability.TryCreateQuery(rule, baseQuery: false, out _, out var error, Lists(("x", "agnostic"), ("y", "single"))));

        Assert.Equal((QueryErrorKind.Unsupported, message), (error.Kind, error.Message));
    }

    private static ExceptionLists Lists(params (string ListId, string NamespaceType)[] lists) =>
        new(lists.Select(list => new ExceptionList { ListId = list.ListId, NamespaceType = list.NamespaceType }));

    private static DetectionRule Parse(string json) => JsonText.ParseRule("{\"rule_id\":\"r1\",\"name\":\"R\"," + json[1..]);

    private static RuleQuery Create(DetectionRule rule, bool baseQuery = false)
    {
        Assert.True(RuleMatchability.TryCreateQuery(rule, baseQuery, out var query, out var error), error?.Message);
        return query;
    }

    private static (QueryErrorKind Kind, string Message) Refusal(DetectionRule rule, bool baseQuery)
    {
        Assert.False(RuleMatchability.TryCreateQuery(rule, baseQuery, out var query, out var error));
        Assert.Null(query);
        Assert.Equal(("r1", "R"), (error.RuleId, error.RuleName));
        return (error.Kind, error.Message);
    }
}
