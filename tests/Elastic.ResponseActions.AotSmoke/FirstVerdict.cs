using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.AotSmoke;

/// <summary>
/// <c>first-verdict RULES EVENT</c>: compiles all rules of an NDJSON file, matches one event and ends. How long that takes from
/// the start of the process is what <c>ratios --aot</c> of the benchmarks measures.
/// </summary>
internal static class FirstVerdict
{
    public const string Name = "first-verdict";

    public static int Run(string rulesFile, string eventFile)
    {
        var rules = new List<DetectionRule>();
        ReadOnlySpan<byte> lines = File.ReadAllBytes(rulesFile);
        foreach (var line in lines.Split((byte)'\n'))
        {
            if (!lines[line].IsEmpty)
                rules.Add(DetectionRule.Parse(lines[line]));
        }

        var set = DetectionRuleSet.Compile(rules, new RuleSetOptions { IgnoreIndexPatterns = true });
        var matches = set.Compiled.CreateMatcher().Match(File.ReadAllBytes(eventFile));
        Console.WriteLine($"{set.Rules.Count} rules, {matches.Count} matches, event {matches.Error}");
        return 0;
    }
}
