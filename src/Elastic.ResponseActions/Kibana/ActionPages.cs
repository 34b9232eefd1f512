using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Kibana;

/// <summary>
/// Walks through the action list, page by page. While it walks, new actions push known ones to later pages, so each is given once; and
/// a page window ends at 10,000, so beyond it the walk begins again at the oldest time seen.
/// </summary>
internal static class ActionPages
{
    private const int Window = 10_000;

    public static async IAsyncEnumerable<ActionDetails> WalkAsync(ActionRoutes routes, ActionQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> given = new(StringComparer.Ordinal);
        while (true)
        {
            var page = await routes.ListAsync(query, cancellationToken).ConfigureAwait(false);
            var before = given.Count;
            foreach (var action in page.Actions)
            {
                if (given.Add(action.Id))
                    yield return action;
            }

            if (page.Actions.Count < query.PageSize)
                yield break;
            if ((query.Page + 1) * (long)query.PageSize <= Window)
                query = query with { Page = query.Page + 1 };
            else if (given.Count > before && page.Actions[^1].StartedAt is { } oldest)
                query = query with { Page = 1, EndDate = oldest };
            else
                yield break;
        }
    }
}
