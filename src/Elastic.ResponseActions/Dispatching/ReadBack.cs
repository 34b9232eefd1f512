using Elastic.ResponseActions.Tracking;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>
/// Finds out what an unclear answer meant: after the quiet time it looks for the action's token in Kibana's list. Found is sent.
/// "Not listed" needs two good reads.
/// </summary>
internal sealed class ReadBack(ResponseActionsClient client, QuietTimes quietTimes, DispatchOptions options)
{
    private const int GoodReadsNeeded = 2;
    private const int PageSize = 100;
    private const int MaxPages = 100;

    private readonly TimeProvider _time = client.TimeProvider;

    /// <summary>What was found.</summary>
    public async ValueTask<ReadBackResult> ResolveAsync(LedgerEntry entry, AskedAction asked, string why, CancellationToken cancellationToken)
    {
        await quietTimes.WaitAsync(entry.Key, cancellationToken).ConfigureAwait(false);
        var token = CorrelationToken.Of(entry.Key);
        var goodReads = 0;
        var lastFailure = "";
        for (var read = 0; read < options.MaxReadBacks && goodReads < GoodReadsNeeded; read++)
        {
            if (read > 0)
                await Task.Delay(options.ReadBackPause, _time, cancellationToken).ConfigureAwait(false);

            try
            {
                var found = await FindAsync(entry, asked, token, cancellationToken).ConfigureAwait(false);
                if (found.Count > 0)
                    return Judge(found, asked, entry.Action.Upload, why);

                goodReads++;
            }
            catch (Exception failure) when (failure is TransportException or ResponseActionsException)
            {
                lastFailure = failure.Message;
            }
        }

        return goodReads < GoodReadsNeeded
            ? ReadBackResult.Parked($"{why}; it may have been executed, and Kibana's list could not be read: {lastFailure}")
            : ReadBackResult.NotListed;
    }

    /// <summary>An action that went out and was not stored shows in the host's own state only, and only isolation shows there.</summary>
    public async ValueTask<ReadBackResult> ByHostStateAsync(AskedAction asked, string why, CancellationToken cancellationToken)
    {
        if (!IsolationCheck.Applies(asked))
            return ReadBackResult.Parked($"{why}; Kibana does not list it, yet it may have reached the host");

        var (state, _) = await IsolationCheck.CompareAsync(client, asked, ActionOutcome.Of(ActionOutcomeKind.Confirmed, ""), answeredAt: null, cancellationToken).ConfigureAwait(false);
        return state.Kind == ActionOutcomeKind.Confirmed
            ? new ReadBackResult(null, ActionOutcome.Of(ActionOutcomeKind.Confirmed, $"{why}; Kibana does not list it, and the host is in the state that was asked for"))
            : ReadBackResult.Parked($"{why}; Kibana does not list it, yet it may reach the host later");
    }

    private async ValueTask<List<ActionDetails>> FindAsync(LedgerEntry entry, AskedAction asked, string token, CancellationToken cancellationToken)
    {
        List<ActionDetails> found = [];
        var query = new ActionQuery
        {
            AgentIds = [asked.AgentId.Value],
            Commands = [asked.Command],
            StartDate = entry.IntendedAt - options.ClockSkew,
            PageSize = PageSize,
        };
        for (; query.Page <= MaxPages; query = query with { Page = query.Page + 1 })
        {
            var page = await client.Actions.ListAsync(query, cancellationToken).ConfigureAwait(false);

            // Kibana appends its warnings to a comment, so the token is looked for inside it.
            found.AddRange(page.Actions.Where(a => a.Comment.Contains(token, StringComparison.Ordinal)));
            if (page.Actions.Count < PageSize)
                break;
        }

        return found;
    }

    private static ReadBackResult Judge(List<ActionDetails> found, AskedAction asked, UploadedFile? upload, string why)
    {
        var ids = found.Select(static a => a.Id).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count > 1)
            return new(ids[0], ActionOutcome.Of(ActionOutcomeKind.Parked, $"ALARM: one send made {ids.Count} actions ({string.Join(", ", ids)}): something between repeats POSTs. {why}"));
        if (AnswerAgreement.Problem(found[0], asked, upload) is { } problem)
            return new(ids[0], ActionOutcome.Of(ActionOutcomeKind.Parked, $"ALARM: action {ids[0]} {problem}. Look at that host now"));

        return new(ids[0], ActionOutcome.Of(ActionOutcomeKind.Sent, $"{why}; found in Kibana's list"));
    }
}

/// <summary>What reading back gave: Kibana's id where it is known, and the outcome so far; neither where Kibana does not list the action.</summary>
internal readonly record struct ReadBackResult(string? Id, ActionOutcome? Outcome)
{
    public static ReadBackResult NotListed => default;

    public static ReadBackResult Parked(string reason) => new(null, ActionOutcome.Of(ActionOutcomeKind.Parked, reason));
}
