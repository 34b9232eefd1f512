using System.Text.Json;
using Elastic.ResponseActions.Kibana.Rules;

namespace Elastic.ResponseActions;

/// <content>Exports: lines of JSON, taken off the connection one by one and never held whole.</content>
public sealed partial class RuleRoutes
{
    /// <summary>
    /// Writes rules to a stream as lines of JSON, as they are stored (<c>POST _export</c>): rules, then exception lists and connectors, then a summary.
    /// Lines are written as they come and always whole; the summary is held against what came, so that a file that was cut off is an error. All of it
    /// has to arrive within <see cref="KibanaOptions.RequestTimeout"/>.
    /// </summary>
    /// <param name="destination">Where to write; it stays open.</param>
    /// <param name="ruleIds">The <c>rule_id</c>s. Null: every rule.</param>
    /// <param name="options">How. Null: the defaults.</param>
    /// <param name="cancellationToken">Gives the export up; the stream then holds a part.</param>
    /// <exception cref="ArgumentException">No id, one that is blank, or options that are not valid. Nothing was sent.</exception>
    /// <exception cref="FileDownloadException">It broke off after lines had been written, is larger than allowed, or the lines are not those that the summary counts; it tells how many bytes are there.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused it, or the answer is no export; nothing was written.</exception>
    /// <exception cref="TransportException">No answer came, not even on the last try; nothing was written.</exception>
    public ValueTask<RuleExportSummary> ExportAsync(Stream destination, IReadOnlyList<string>? ruleIds = null, RuleExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return Export(ruleIds, options ?? RuleExportOptions.Default).WriteToAsync(destination, cancellationToken);
    }

    /// <summary>As <see cref="ExportAsync(Stream, IReadOnlyList{string}?, RuleExportOptions?, CancellationToken)"/>, of the rules of a selection (<c>POST _bulk_action</c>, <c>export</c>); at most 10,000.</summary>
    /// <param name="destination">Where to write; it stays open.</param>
    /// <param name="rules">Which rules.</param>
    /// <param name="options">How. Null: the defaults.</param>
    /// <param name="cancellationToken">Gives the export up; the stream then holds a part.</param>
    /// <exception cref="ArgumentException">The options are not valid. Nothing was sent.</exception>
    /// <exception cref="FileDownloadException">It broke off after lines had been written, is larger than allowed, or the lines are not those that the summary counts; it tells how many bytes are there.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused it, or the answer is no export; nothing was written.</exception>
    /// <exception cref="TransportException">No answer came, not even on the last try; nothing was written.</exception>
    public ValueTask<RuleExportSummary> ExportAsync(Stream destination, RuleSelection rules, RuleExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(rules);
        options ??= RuleExportOptions.Default;
        options.ThrowIfInvalid();
        var body = RuleJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("action", "export");
            rules.WriteTo(json);
            json.WriteEndObject();
        });
        return new RuleExport(_kibana, _kibana.Send("POST", $"{Root}/_bulk_action", body), options).WriteToAsync(destination, cancellationToken);
    }

    /// <summary>
    /// Gives rules one by one as the export brings them (<c>POST _export</c>), each as soon as its line is there; exception lists and connectors are passed
    /// over. They are taken off the connection only as fast as they are asked for, and all of it has to arrive within <see cref="KibanaOptions.RequestTimeout"/>.
    /// </summary>
    /// <param name="ruleIds">The <c>rule_id</c>s. Null: every rule.</param>
    /// <param name="options">How. Null: the defaults.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">No id, one that is blank, or options that are not valid. Nothing was sent.</exception>
    /// <exception cref="FileDownloadException">It broke off after rules had been given, is larger than allowed, or holds a rule that cannot be read; rules given until then are whole.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused it, or the answer is no export.</exception>
    /// <exception cref="TransportException">No answer came, not even on the last try.</exception>
    public IAsyncEnumerable<DetectionRule> ExportRulesAsync(IReadOnlyList<string>? ruleIds = null, RuleExportOptions? options = null, CancellationToken cancellationToken = default) =>
        Export(ruleIds, options ?? RuleExportOptions.Default).RulesAsync(cancellationToken);

    private RuleExport Export(IReadOnlyList<string>? ruleIds, RuleExportOptions options)
    {
        options.ThrowIfInvalid();
        if (ruleIds is { Count: 0 })
            throw new ArgumentException("No rule is named. Null means every rule. Nothing was sent.", nameof(ruleIds));

        RuleKey[]? keys = ruleIds is null ? null : [.. ruleIds.Select(RuleKey.OfRuleId)];
        List<KeyValuePair<string, string>> query = [new("exclude_export_details", "false")];
        if (options.FileName is { } name)
            query.Add(new("file_name", name));
        return new RuleExport(_kibana, _kibana.Send("POST", $"{Root}/_export", RuleJson.Write(json => WriteObjects(json, keys)), query), options);
    }

    private static void WriteObjects(Utf8JsonWriter json, RuleKey[]? keys)
    {
        if (keys is null)
        {
            // No body means every rule; JSON's null is the body that is none.
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteStartArray("objects");
        foreach (var key in keys)
        {
            json.WriteStartObject();
            json.WriteString("rule_id", key.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
