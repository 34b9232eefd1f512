using Elastic.ResponseActions.Sqlite;
using Elastic.ResponseActions.Tool.Commands;
using Elastic.ResponseActions.Tool.Output;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Tool.Responding;

/// <summary>The path itself, over HTTP: match, plan, guard, dispatch, track.</summary>
internal sealed class ResponseRun(RunRequest request, ResponseServer server, string? ledgerFile, TextWriter error)
{
    /// <exception cref="ResponseActionsException">Kibana refused to talk.</exception>
    /// <exception cref="LedgerException">The ledger cannot be used.</exception>
    /// <exception cref="TransportException">Kibana could not be reached.</exception>
    public async Task<ResponseReport> RunAsync(RuleCompilation rules, ProgressReport progress, CancellationToken cancellationToken)
    {
        using var transport = new HttpClientTransport(server.Kibana);
        var client = new ResponseActionsClient(transport, server.Kibana, server.Clock);

        // A Kibana that cannot be reached is an error of the run, not a fact about each host.
        await client.Status.GetVersionAsync(cancellationToken);

        using var stored = ledgerFile is null ? null : SqliteActionLedger.Open(ledgerFile, server.Clock);
        using var dispatcher = new ActionDispatcher(client, request.Policy, (IActionLedger?)stored ?? new InMemoryActionLedger(), DispatchOptions.Default with { Rights = server.Rights });

        // What an earlier run has left behind comes first.
        if (stored is not null)
            await dispatcher.ProcessPendingAsync(cancellationToken);

        var pipeline = new ResponsePipeline(rules.Rules, dispatcher, server.Pipeline with { Progress = new PipelineSteps(progress) });
        var report = await pipeline.ProcessAsync(request.Pass.ToInput(), cancellationToken);
        TellWhatWasLeftOut(report);
        return report;
    }

    private void TellWhatWasLeftOut(ResponseReport report)
    {
        foreach (var broken in report.BrokenEvents)
        {
            var place = request.Pass.Events[broken.EventIndex].Place;
            request.Problems.Report(place.File, place.Line, broken.Reason);
        }

        var unknown = new UnknownVerdicts();
        foreach (var verdict in report.Unknown)
            unknown.Add(verdict.RuleId, verdict.Reason);

        unknown.Print(error);
        DetectorLosses.Print(report.DetectorStatistics, error);
    }

    private sealed class PipelineSteps(ProgressReport progress) : IProgress<PipelineProgress>
    {
        public void Report(PipelineProgress value) => progress(
            value.Stage switch
            {
                PipelineStage.Match => "Matching",
                PipelineStage.GatherFacts => "Asking about hosts",
                PipelineStage.Dispatch => "Sending",
                _ => "Waiting for hosts",
            },
            value.Done,
            value.Total);
    }
}
