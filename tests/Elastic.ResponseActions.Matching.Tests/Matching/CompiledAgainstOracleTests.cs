using System.Globalization;
using System.Text;
using CsCheck;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Tests.Oracle;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

/// <summary>
/// Random rules, many to a rule set, over random events: the compiled engine and the oracle give the same matches and the same unknowns.
/// The same pairs on every run; <c>RA_PAIRS</c> asks for more of them, <c>RA_SEED</c> for others.
/// </summary>
public sealed class CompiledAgainstOracleTests
{
    private const int RulesPerSet = 50;
    private const int EventsPerSet = 40;

    public static TheoryData<string> Languages { get; } = ["kuery", "eql"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Match_RandomRulesAndEvents_AgreesWithOracle(string language)
    {
        var rules = language == "eql" ? RandomEqlQueries.Rule : RandomQueries.Rule;
        var pairs = Setting("RA_PAIRS", 200_000);
        var seed = Setting("RA_SEED", 20_240_515);
        TestContext.Current.TestOutputHelper?.WriteLine($"{language}: RA_SEED={seed} RA_PAIRS={pairs}");

        var seen = new Tally();
        for (uint batch = 0; seen.Pairs < pairs; batch++)
        {
            Compare(rules, new PCG(batch, (ulong)seed), $"{language}, RA_SEED={seed}, batch {batch}", seen);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(seen.ToString());

        // A generator that never hits proves nothing.
        Assert.True(seen.Matches > pairs / 50, $"too few matches: {seen}");
        Assert.True(seen.Unknowns > pairs / 1000, $"too few unknowns: {seen}");
    }

    private static void Compare(Gen<RuleQuery> queries, PCG random, string place, Tally seen)
    {
        // Rules share exception lists, as they do in Kibana.
        var lists = RandomExceptions.Any.Array[4].Generate(random, null, out _);
        var rules = queries.Array[RulesPerSet].Generate(random, null, out _)
            .Select((rule, index) => rule with { RuleId = index.ToString(CultureInfo.InvariantCulture), Exceptions = [.. lists.Where((_, list) => (index & 3) == 3 && (index >> 2 & (1 << list)) != 0)] })
            .ToList();
        var events = Gen.Select(RandomEvents.Event, RandomVocabulary.Index).Array[EventsPerSet].Generate(random, null, out _);

        RuleSet.TryCompile(rules, CaseRunner.Options, out var set, out var errors);
        var refused = errors.ToDictionary(error => error.RuleId, error => error.Message);
        var oracle = rules.ToDictionary(rule => rule.RuleId, Interpret);
        var matcher = set.CreateMatcher();

        var disagreements = rules
            .Where(rule => IsRefused(refused.GetValueOrDefault(rule.RuleId)) != oracle[rule.RuleId] is null)
            .Select(rule => new Disagreement(rule, "", "", refused.GetValueOrDefault(rule.RuleId, "accepted"), oracle[rule.RuleId] is null ? "refused" : "accepted"))
            .ToList();
        foreach (var (json, index) in events)
        {
            var @event = OracleEvent.Parse(Encoding.UTF8.GetBytes(json), index.Length == 0 ? null : index, CaseRunner.Options.FieldTypes);
            var compiled = Verdicts(matcher, json, index);
            foreach (var rule in rules)
            {
                if (oracle[rule.RuleId] is not { } interpreted)
                {
                    continue;
                }

                var expected = interpreted.Matches(@event) switch { true => "match", false => "no match", null => "unknown" };
                var actual = compiled.GetValueOrDefault(rule.RuleId, "no match");
                seen.Add(expected);
                if (actual != expected)
                {
                    disagreements.Add(new Disagreement(rule, json, index, refused.GetValueOrDefault(rule.RuleId, actual), expected));
                }
            }
        }

        if (disagreements.Count > 0)
        {
            Assert.Fail($"{place}: {disagreements.Count} disagreements; the shortest are\n{string.Join('\n', disagreements.OrderBy(it => it.ToString().Length).Take(5))}");
        }
    }

    // A rule that can never match is refused too, but not for what it says: the oracle has to find no match for it.
    private static bool IsRefused(string? error) => error is not null && !error.Contains("can never match", StringComparison.Ordinal);

    private static OracleRule? Interpret(RuleQuery rule)
    {
        try
        {
            return new OracleRule(rule, CaseRunner.Options);
        }
        catch (Exception exception) when (exception is QuerySyntaxException or OracleRefusalException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Verdicts(RuleMatcher matcher, string json, string index)
    {
        var verdicts = new Dictionary<string, string>();
        var matches = matcher.Match(Encoding.UTF8.GetBytes(json), Encoding.UTF8.GetBytes(index));
        Assert.Equal(EventError.None, matches.Error);
        foreach (var match in matches)
        {
            verdicts.Add(match.RuleId, "match");
        }

        foreach (var unknown in matches.Unknown)
        {
            verdicts.Add(unknown.RuleId, "unknown");
        }

        return verdicts;
    }

    private static long Setting(string name, long otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private sealed record Disagreement(RuleQuery Rule, string Event, string Index, string Compiled, string Oracle)
    {
        public override string ToString() =>
            $"  query   {Rule.Query}\n  filters {string.Join(' ', Rule.Filters)}\n  indices {string.Join(' ', Rule.IndexPatterns)}\n"
            + $"  except  {string.Join(" | ", Rule.Exceptions.SelectMany(list => list.Items).Select(item => $"{string.Join(" & ", item.Entries)} {string.Join(',', item.OsTypes)} {item.ExpireTime:O}"))}\n"
            + $"  event   {Event}\n  index   {Index}\n  compiled: {Compiled}; oracle: {Oracle}\n";
    }

    private sealed class Tally
    {
        public long Pairs { get; private set; }

        public long Matches { get; private set; }

        public long Unknowns { get; private set; }

        public void Add(string verdict)
        {
            Pairs++;
            Matches += verdict == "match" ? 1 : 0;
            Unknowns += verdict == "unknown" ? 1 : 0;
        }

        public override string ToString() => $"{Pairs} pairs, {Matches} matches, {Unknowns} unknown";
    }
}
