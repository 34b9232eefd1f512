using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Tests.Corpus;

/// <summary>EQL's own conformance cases: event queries by a rule set, their pipes by this test; of all others that they can be read.</summary>
public sealed class EqlSpecTests
{
    [Fact]
    public void Match_EventQueries_GivesTheExpectedEvents()
    {
        CorpusFiles.SkipIfAbsent();
        var data = new Dictionary<string, EqlSpecData>();
        var wrong = new List<string>();
        var cases = EqlSpecCase.Load().Where(one => Parse(one) is EqlEventQuery).ToList();
        foreach (var one in cases)
        {
            if (!data.TryGetValue(one.Dataset, out var set))
            {
                data.Add(one.Dataset, set = EqlSpecData.Load(one.Dataset));
            }

            var found = Find(one, set);
            if (!found.SequenceEqual(one.Ids) && !one.Alternatives.Any(found.SequenceEqual))
            {
                wrong.Add($"{one.Name}: expected events {string.Join(", ", one.Ids)}, found {string.Join(", ", found)}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{cases.Count} cases");
        Assert.True(cases.Count > 80, $"only {cases.Count} cases");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Parse_EveryCase_IsRead()
    {
        CorpusFiles.SkipIfAbsent();

        var statements = EqlSpecCase.Load().Select(Parse).ToList();

        Assert.True(statements.Count(statement => statement is EqlSequence) > 40, "too few sequences");
        Assert.True(statements.Count(statement => statement is EqlSample) > 10, "too few samples");
    }

    [Fact]
    public void Parse_EveryPrebuiltSequence_IsReadAndLeftToTheDetector()
    {
        CorpusFiles.SkipIfAbsent();
        var sequences = CorpusFiles.AllRules(QueryLanguage.Eql).Where(rule => EqlParser.Parse(rule.Query, new QueryBudget()) is not EqlEventQuery).ToList();

        RuleSet.TryCompile(sequences, null, out var usable, out var errors);

        Assert.True(sequences.Count > 100, $"only {sequences.Count} sequences");
        Assert.Empty(usable.Rules);
        Assert.All(errors, error => Assert.Equal(QueryErrorKind.Unsupported, error.Kind));
        Assert.All(errors, error => Assert.Contains("RuleDetector", error.Message, StringComparison.Ordinal));
    }

    private static EqlStatement Parse(EqlSpecCase one) => EqlParser.Parse(one.Rule.Query, new QueryBudget());

    private static List<string> Find(EqlSpecCase one, EqlSpecData data)
    {
        var pipes = Parse(one).Pipes;
        var text = one.Rule.Query;
        var query = pipes.Count == 0 ? text : text[..text.LastIndexOf('|', pipes[0].Span.Start)];
        RuleSet.TryCompile([one.Rule with { Query = query }], data.Options, out var rules, out var errors);
        Assert.All(errors, error => Assert.Contains("can never match", error.Message, StringComparison.Ordinal));

        var matcher = rules.CreateMatcher();
        IEnumerable<string> ids = data.Events.Where(@event => matcher.Match(@event.Utf8Source).Count > 0).Select(@event => @event.Id).ToList();
        return [.. pipes.Aggregate(ids, (left, pipe) => pipe.FromEnd ? left.TakeLast(pipe.Count) : left.Take(pipe.Count))];
    }
}
