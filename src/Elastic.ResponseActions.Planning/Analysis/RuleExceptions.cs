using System.Text.Json;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Analysis;

/// <summary>Finds the lists that a rule's <c>exceptions_list</c> refers to; all of them, or a reason why not.</summary>
internal static class RuleExceptions
{
    /// <param name="rule">The rule.</param>
    /// <param name="given">The lists that the caller has; null where none were given.</param>
    /// <param name="obstacle">What is missing; null where nothing is.</param>
    public static IReadOnlyList<ExceptionList> Find(DetectionRule rule, ExceptionLists? given, out Obstacle? obstacle)
    {
        obstacle = null;
        if (rule.ExceptionsList.Count > 0 && given is null)
        {
            obstacle = Obstacle.Unsupported($"its exceptions ({rule.ExceptionsList.Count} lists in `exceptions_list`) are stored in Kibana and were not given; without them it would match events that it must not alert on.");
            return [];
        }

        var found = new List<ExceptionList>();
        foreach (var reference in rule.ExceptionsList)
        {
            if (Text(reference, "list_id") is not { } listId)
            {
                obstacle ??= Obstacle.Unsupported("an entry of its `exceptions_list` has no `list_id`, so that nobody can tell which events are excepted.");
                continue;
            }

            var namespaceType = Text(reference, "namespace_type") ?? "single";
            if (!given!.TryFind(listId, namespaceType, out var list))
            {
                obstacle ??= Obstacle.Unsupported($"its exception list '{listId}' ({namespaceType}) was not given; without it the rule would match events that it must not alert on.");
            }
            else if (!found.Contains(list))
            {
                found.Add(list);
            }
        }

        return found;
    }

    private static string? Text(JsonElement reference, string name) =>
        reference.ValueKind == JsonValueKind.Object && reference.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
