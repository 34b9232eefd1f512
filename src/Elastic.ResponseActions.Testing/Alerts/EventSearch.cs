using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>Finds among events what a rule alerts on that a single event decides.</summary>
internal sealed class EventSearch(RuleSet rules, List<string> notes)
{
    /// <summary>A finding is one event and makes one alert.</summary>
    public IEnumerable<IReadOnlyList<AlertSource>> Find(IReadOnlyList<JsonElement> events)
    {
        var matcher = rules.CreateMatcher();
        foreach (var document in events)
        {
            if (IsMatch(matcher, document))
                yield return [new(document)];
        }
    }

    private bool IsMatch(RuleMatcher matcher, JsonElement document)
    {
        var matches = matcher.Match(Encoding.UTF8.GetBytes(document.GetRawText()));
        if (matches.Error != EventError.None)
            notes.Add(SearchNotes.Unreadable(matches.Error));
        else if (matches.Count == 0 && matches.Unknown.Length > 0)
            notes.Add(SearchNotes.Undecided(matches.Unknown[0].Reason));
        return matches.Error == EventError.None && matches.Count > 0;
    }
}
