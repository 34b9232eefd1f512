using System.Globalization;
using System.Text.RegularExpressions;
using Elastic.ResponseActions.Matching.Tests.Detection.Oracle;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>Reads events as the case files write them: <c>A+B@3/1{g=x,h=y|z}</c>.</summary>
internal static partial class CaseEvents
{
    public static SlowEvent Read(string text, int position)
    {
        var match = Event().Match(text);
        Assert.True(match.Success, text);
        var fields = new Dictionary<string, string[]> { ["k"] = match.Groups["kind"].Value.Split('+') };
        foreach (var field in match.Groups["fields"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = field.Split('=');
            fields.Add(parts[0], parts[1].Split('|'));
        }

        return new SlowEvent(position + 1, long.Parse(match.Groups["time"].Value, CultureInfo.InvariantCulture), Tiebreaker(match.Groups["tie"]), fields);
    }

    private static int? Tiebreaker(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^(?<kind>[A-Z+]+)@(?<time>[0-9]+)(/(?<tie>-?[0-9]+))?(\{(?<fields>[^}]*)\})?$")]
    private static partial Regex Event();
}
