using System.Text;
using CsCheck;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

/// <summary>Matching allocates nothing, hit or miss: asserted over every construct of the languages. (An event that is no JSON costs an exception inside.)</summary>
[Collection(nameof(RunsAlone))]
public sealed class AllocationTests
{
    private static readonly string[] Queries =
    [
        "k:x", "k:(x or y or z)", "not k:x", "k:*", "k:a*b*", "k > b", "k:é", "a.b:x and not a.c:y", "w:*needle*", "n:5", "n >= 5", "d < 1.5", "b:true",
        "ip:10.0.0.0/8", "ip > 10.0.0.1", "t >= now-1d/d", "t:\"2024-05-15\"", "txt:quick fox", "txt:\"quick fox\"", "txt:qu*", "process.name.caseless:CMD*",
        "process.name.caseless:\"cmd.exe\"", "process.name.text:cmd", "a.*:x", "*:x", "a*:*", "fox", "fo*", "v > 1.2", "geo:x or k:x", "flat:x", "flat.a:x",
        "obj:{ k:x and n > 1 }", "obj:{ in:{ n:1 } }", "not obj:{ k:x }", "a:*", "",
    ];

    private static readonly string[] EqlQueries =
    [
        "x where k == \"x\"", "any where k : (\"A*\", \"?b\")", "any where k like \"a*b*\" or k like~ \"É*\"", "any where not k in (\"x\", \"y\")", "any where a.b in~ (\"X\", \"y\")",
        "any where k regex \"[a-c]+\" or k regex~ (\"X|y\", \"z{2,}\")", "any where k != null and n > 3", "any where n == 5 or d < 1.5 or b", "any where k > \"b\" or e == 5",
        "any where cidrMatch(ip, \"10.0.0.0/8\", \"::/0\")", "any where t >= \"now-1d/d\"", "any where v > \"1.2\"", "any where process.name.caseless : \"CMD*\"", "any where geo == \"x\"",
        "any where startsWith~(k, \"A\") or endsWith(k, \"b\") or stringContains(w, \"needle\")", "any where length(k) == 2 or length(w) > 5", "any where n + 1 == 6 or n % 2 == 1 or d * 2 > 2.4",
        "any where concat(k, n, d, b, ip, t) : \"x5*\"", "any where startsWith~(w, substring(k, 0, 1))", "any where between~(w, \"A\", \"E\") == \" n\"", "any where string(d) == \"1.25\" or string(t) : \"2024*\"",
        "any where indexOf~(w, k, 1) > 0", "any where number(n_text) == 5 or number(k, 16) > 3", "any where endsWith(process.name.caseless, \"exe\") == true", "any where string(k == \"x\" and n in (5, 6)) == \"true\"",
        "any where concat(k, a.c, k, a.c, k) like \"*x*z*\" or stringContains~(concat(k, \"é\"), concat(\"É\", a.b))",
    ];

    private static readonly string[] Events =
    [
        """{"k":"x","a":{"b":"x","c":["y",["z"]]},"n":5,"d":1.25,"b":"true","ip":"10.1.2.3","t":"2024-05-15T12:00:00Z","txt":"The Quick brown fox","w":"a needle b"}""",
        """{"k":["\u0061\u0062b","é","\ud83d\ude00"],"a.b":"\u0078","process":{"name":"CMD.exe"},"v":"1.10","geo":"1,2","flat":{"a":"x","b":{"c":"y"}}}""",
        """{"obj":[{"k":"x","n":2},{"k":"\u0079","in":[{"n":1},{"n":"2"}]}],"data_stream":{"type":"logs","dataset":"a","namespace":"default"}}""",
        """{"nothing":{"that":["a","rule",{"names":1}]}}""",
        "{}",
        "[]",
    ];

    [Fact]
    public void Match_HitsAndMisses_AllocatesNothing()
    {
        var patterns = new[] { "logs-*", "-logs-b-*", "*:logs-*" };
        var queries = Queries.Select(text => (Language: QueryLanguage.Kuery, Text: text)).Concat(EqlQueries.Select(text => (Language: QueryLanguage.Eql, Text: text)));
        var rules = queries.Select((query, index) => new RuleQuery { RuleId = $"{index}", Language = query.Language, Query = query.Text, EventCategoryField = "k", IndexPatterns = index % 2 == 0 ? patterns : [] });
        var matcher = RuleSet.Compile(rules, CaseRunner.Options).CreateMatcher();

        AssertAllocatesNothing(matcher, [.. Events.Select(Encoding.UTF8.GetBytes)], Encoding.UTF8.GetBytes("remote:.ds-logs-a-default-2024.05.15-000001"));
    }

    [Fact]
    public void Match_RandomRulesAndEvents_AllocatesNothing()
    {
        const ulong seed = 7;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new PCG(1, seed);
        var lists = RandomExceptions.Any.Array[4].Generate(random, null, out _);
        var rules = RandomQueries.Rule.Array[300].Generate(random, null, out _)
            .Concat(RandomEqlQueries.Rule.Array[300].Generate(random, null, out _))
            .Select((rule, index) => rule with { RuleId = $"{index}", Exceptions = index % 3 == 0 ? [lists[index % 4]] : [] });
        RuleSet.TryCompile(rules, CaseRunner.Options, out var usable, out _);
        var events = RandomEvents.Event.Array[300].Generate(random, null, out _).Select(Encoding.UTF8.GetBytes).ToArray();

        Assert.True(usable.Rules.Count > 300, $"{usable.Rules.Count} rules compile");
        AssertAllocatesNothing(usable.CreateMatcher(), events, []);
    }

    private static void AssertAllocatesNothing(RuleMatcher matcher, byte[][] events, byte[] index)
    {
        var hits = MatchAll(matcher, events, index);
        for (var round = 0; round < 20; round++)
        {
            MatchAll(matcher, events, index);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var again = 0;
        for (var round = 0; round < 20; round++)
        {
            again += MatchAll(matcher, events, index);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.True(hits > 0);
        Assert.Equal(hits * 20, again);
    }

    private static int MatchAll(RuleMatcher matcher, byte[][] events, byte[] index)
    {
        var count = 0;
        foreach (var utf8Event in events)
        {
            foreach (var match in matcher.Match(utf8Event, index))
            {
                count += match.RuleIndex + 1;
            }

            count += matcher.Match(utf8Event).Unknown.Length;
        }

        return count;
    }
}
