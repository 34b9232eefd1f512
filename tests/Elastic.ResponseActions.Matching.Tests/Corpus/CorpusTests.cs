using System.Text;
using Elastic.ResponseActions.Matching.Tests.Oracle;

namespace Elastic.ResponseActions.Matching.Tests.Corpus;

/// <summary>Prebuilt rules over real and synthetic events. <c>RA_CORPUS_ALL=1</c> asks the oracle about every event instead of one in ten.</summary>
public sealed class CorpusTests
{
    private static readonly RuleSetOptions AnyIndex = RuleSetOptions.Default with { IgnoreIndexPatterns = true };

    [Theory]
    [InlineData("kuery")]
    [InlineData("eql")]
    public void Compile_Rules_AllCompile(string language)
    {
        CorpusFiles.SkipIfAbsent();

        RuleSet.TryCompile(CorpusFiles.Rules(new QueryLanguage(language)), AnyIndex, out _, out var errors);

        Assert.Empty(errors.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("kuery", 2_500)]
    [InlineData("eql", 1_400)]
    public void Match_IgnoringIndexPatterns_GivesExactlyTheExpectedPairs(string language, int atLeast)
    {
        CorpusFiles.SkipIfAbsent();
        var rules = CorpusFiles.Rules(new QueryLanguage(language));
        var comparable = new ComparablePairs(rules);
        var expected = CorpusFiles.ExpectedPairs().Select(pair => (pair.RuleId, pair.EventId)).Where(comparable.Includes).ToHashSet();

        var actual = Matches(rules, AnyIndex).Where(comparable.Includes).ToHashSet();

        TestContext.Current.TestOutputHelper?.WriteLine($"{expected.Count} expected pairs");
        Assert.True(expected.Count > atLeast, $"only {expected.Count} pairs are left to compare");
        AssertSame(expected, actual);
    }

    [Theory]
    [InlineData("kuery")]
    [InlineData("eql")]
    public void Match_WithIndexPatterns_GivesTheExpectedPairsInIndex(string language)
    {
        CorpusFiles.SkipIfAbsent();
        var rules = CorpusFiles.Rules(new QueryLanguage(language));
        var comparable = new ComparablePairs(rules);
        var pairs = CorpusFiles.ExpectedPairs();
        var expected = pairs.Where(pair => pair.InIndex).Select(pair => (pair.RuleId, pair.EventId)).Where(comparable.Includes).ToHashSet();

        var actual = Matches(rules, RuleSetOptions.Default).Where(comparable.Includes).ToHashSet();

        Assert.Contains(pairs, pair => !pair.InIndex);
        AssertSame(expected, actual);
    }

    [Theory]
    [InlineData("kuery")]
    [InlineData("eql")]
    public void Match_EveryRuleAndEvent_AgreesWithOracle(string language)
    {
        CorpusFiles.SkipIfAbsent();
        var all = Environment.GetEnvironmentVariable("RA_CORPUS_ALL") == "1";
        var events = CorpusFiles.Events().Where((_, position) => all || position % 10 == 0).ToList();
        var rules = CorpusFiles.Rules(new QueryLanguage(language));
        var matcher = RuleSet.Compile(rules, AnyIndex).CreateMatcher();
        var oracle = rules.Select(rule => new OracleRule(rule, AnyIndex)).ToList();

        var disagreements = new List<string>();
        foreach (var @event in events)
        {
            var compiled = Verdicts(matcher, @event);
            var parsed = OracleEvent.Parse(@event.Utf8Source, @event.Index, AnyIndex.FieldTypes);
            for (var i = 0; i < rules.Count; i++)
            {
                var verdict = oracle[i].Matches(parsed);
                if (verdict != compiled.GetValueOrDefault(i, false))
                {
                    disagreements.Add($"rule {rules[i].RuleId}, event {@event.Id}: oracle {Name(verdict)}, compiled {Name(compiled.GetValueOrDefault(i, false))}");
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{rules.Count} rules, {events.Count} events");
        Assert.Empty(disagreements);
    }

    private static List<(string RuleId, string EventId)> Matches(List<RuleQuery> rules, RuleSetOptions options)
    {
        var matcher = RuleSet.Compile(rules, options).CreateMatcher();
        var pairs = new List<(string, string)>();
        foreach (var @event in CorpusFiles.Events())
        {
            var matches = matcher.Match(@event.Utf8Source, Encoding.UTF8.GetBytes(@event.Index));
            Assert.Equal(EventError.None, matches.Error);
            foreach (var match in matches)
            {
                pairs.Add((match.RuleId, @event.Id));
            }
        }

        return pairs;
    }

    private static Dictionary<int, bool?> Verdicts(RuleMatcher matcher, CorpusEvent @event)
    {
        var verdicts = new Dictionary<int, bool?>();
        var matches = matcher.Match(@event.Utf8Source, Encoding.UTF8.GetBytes(@event.Index));
        foreach (var match in matches)
        {
            verdicts.Add(match.RuleIndex, true);
        }

        foreach (var unknown in matches.Unknown)
        {
            verdicts.Add(unknown.RuleIndex, null);
        }

        return verdicts;
    }

    private static void AssertSame(HashSet<(string RuleId, string EventId)> expected, HashSet<(string RuleId, string EventId)> actual)
    {
        var missing = expected.Except(actual).Select(pair => $"missing: rule {pair.RuleId}, event {pair.EventId}");
        var surplus = actual.Except(expected).Select(pair => $"surplus: rule {pair.RuleId}, event {pair.EventId}");
        Assert.Empty(missing.Concat(surplus));
    }

    private static string Name(bool? verdict) => verdict switch { true => "match", false => "no match", null => "unknown" };

    /// <summary>The pairs that the corpus stands for: not those of an excluded rule, nor of a rule that uses an excluded field of the event.</summary>
    private sealed class ComparablePairs(IReadOnlyList<RuleQuery> rules)
    {
        private readonly HashSet<string> _excludedRules = CorpusFiles.ExcludedRules();
        private readonly Dictionary<string, string[]> _excludedFields = CorpusFiles.ExcludedFields();
        private readonly Dictionary<string, HashSet<string>> _fieldsOfRule = rules.ToDictionary(rule => rule.RuleId, FieldNames.Of);

        public bool Includes((string RuleId, string EventId) pair) =>
            _fieldsOfRule.TryGetValue(pair.RuleId, out var fields)
            && !_excludedRules.Contains(pair.RuleId)
            && !_excludedFields.GetValueOrDefault(pair.EventId, []).Any(fields.Contains);
    }
}
