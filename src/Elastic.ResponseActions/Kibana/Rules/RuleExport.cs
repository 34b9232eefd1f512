using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Elastic.ResponseActions.Kibana.Rules;

/// <summary>One export on its way: into a stream, or rule by rule.</summary>
internal sealed class RuleExport(KibanaConnection kibana, TransportRequest request, RuleExportOptions options)
{
    // So many rules are read ahead of who takes them.
    private const int Ahead = 16;

    public async ValueTask<RuleExportSummary> WriteToAsync(Stream destination, CancellationToken cancellationToken)
    {
        var summary = await ReadAsync((line, _, token) => destination.WriteAsync(line, token), cancellationToken).ConfigureAwait(false);
        await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
        return summary;
    }

    public async IAsyncEnumerable<DetectionRule> RulesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rules = Channel.CreateBounded<DetectionRule>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = FillAsync(rules.Writer, ended.Token);
        try
        {
            await foreach (var rule in rules.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return rule;
            }

            await reading.ConfigureAwait(false);
        }
        finally
        {
            // Who stops in the middle leaves no request behind.
            await ended.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FillAsync(ChannelWriter<DetectionRule> rules, CancellationToken cancellationToken)
    {
        try
        {
            // By the reader's own token: a transport need not honour it, and nobody may be waiting any more.
            await ReadAsync((line, isRule, _) => isRule ? rules.WriteAsync(DetectionRule.Parse(line.Span), cancellationToken) : default, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            rules.Complete();
        }
    }

    private async ValueTask<RuleExportSummary> ReadAsync(Func<ReadOnlyMemory<byte>, bool, CancellationToken, ValueTask> pass, CancellationToken cancellationToken)
    {
        using var sink = new RuleLineSink(options, kibana.Options.MaxResponseBytes, pass);
        try
        {
            var response = await kibana.DownloadAsync(request, sink, "application/ndjson", cancellationToken).ConfigureAwait(false);
            return response.StatusCode == 200
                ? await sink.EndAsync(cancellationToken).ConfigureAwait(false) with { FileName = FileName(response) }
                : throw kibana.Refused(request, response);
        }
        catch (Exception cause) when (sink.Refusal is not null && cause is InvalidDataException or FileDownloadException)
        {
            throw sink.Written == 0
                ? kibana.NotUnderstood(request, new TransportResponse { StatusCode = 200 }, $"not with an export: {sink.Refusal}", cause)
                : new FileDownloadException($"{request} broke off after {sink.Written} bytes had been written: {sink.Refusal}.", sink.Written, cause);
        }
    }

    private static string? FileName(TransportResponse response) =>
        response.TryGetHeader("Content-Disposition", out var text) && ContentDispositionHeaderValue.TryParse(text, out var disposition) && disposition.FileName is { } name
            ? VisibleText.Of(name.Trim('"'), 255)
            : null;
}
