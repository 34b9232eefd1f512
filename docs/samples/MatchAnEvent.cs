using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Samples;

/// <summary>The first code of the README.</summary>
internal static class MatchAnEvent
{
    public static void Run()
    {
        var rules = RuleSet.Compile([new RuleQuery { RuleId = "office-shell", Query = "process.parent.name: winword.exe and process.name: (cmd.exe or powershell.exe)" }]);
        var matcher = rules.CreateMatcher();
        foreach (var match in matcher.Match("""{"process":{"name":"cmd.exe","parent":{"name":"winword.exe"}}}"""u8))
            Console.WriteLine(match.RuleId);
    }
}
