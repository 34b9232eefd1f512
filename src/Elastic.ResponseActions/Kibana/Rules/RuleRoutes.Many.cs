using System.Text.Json;
using Elastic.ResponseActions.Kibana;
using Elastic.ResponseActions.Kibana.Rules;

namespace Elastic.ResponseActions;

/// <content>Many rules at once: bulk actions and import; and the preview of one.</content>
public sealed partial class RuleRoutes
{
    // Kibana's limit is on the whole request, the form around the file included.
    private const int MaxImportBytes = 10_485_760;

    // 10,000 rules, each as long as the longest that Elastic publishes.
    private const int MaxBulkAnswerBytes = 256 * 1024 * 1024;

    private static readonly HashSet<string> PreviewWithout = ["id", "invocationCount", "timeframeEnd"];

    private static readonly HashSet<string> PreviewWithoutActions = [.. PreviewWithout, RulePatch.ResponseActions];

    /// <summary>
    /// Does one thing to many rules (<c>POST _bulk_action</c>), at most 10,000. It is sent once: where Kibana answers 500 because some rules failed, the
    /// result tells which, and a repeat would be done to the others again. The answer holds every changed rule; of it 256 MiB are taken.
    /// </summary>
    /// <param name="action">What to do.</param>
    /// <param name="rules">To which rules.</param>
    /// <param name="dryRun">Changes nothing and counts what would be done (<c>dry_run</c>).</param>
    /// <param name="cancellationToken">Gives the call up; it may have been done.</param>
    /// <exception cref="ResponseActionsException">Kibana refused the whole call: 400, 403, or 429 where five are under way.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public async ValueTask<RuleBulkResult> BulkAsync(RuleBulkAction action, RuleSelection rules, bool dryRun = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(rules);
        var body = RuleJson.Write(json =>
        {
            json.WriteStartObject();
            action.WriteTo(json);
            rules.WriteTo(json);
            json.WriteEndObject();
        });
        var request = _kibana.Send("POST", $"{Root}/_bulk_action", body, [new("dry_run", dryRun ? "true" : "false")]) with { MaxResponseBytes = MaxBulkAnswerBytes };
        var response = await _kibana.SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not (200 or 500) || !KibanaJson.IsJson(response))
            throw _kibana.Refused(request, response);

        return new RuleBulkReader(_kibana, request, response).TryRead(_kibana.ReadObject(request, response))
            ?? throw (response.StatusCode == 500 ? _kibana.Refused(request, response) : _kibana.NotUnderstood(request, response, "without `attributes.summary`"));
    }

    /// <summary>Stores the rules of a file (<c>POST _import</c>), with the exception lists and connectors in it. The lines are sent as they are.</summary>
    /// <param name="utf8Ndjson">One rule a line, as Kibana exports them; at most 10,000 lines besides the summary, and with the form around it at most 10,485,760 bytes.</param>
    /// <param name="options">What happens with what is stored already. Null: nothing is overwritten.</param>
    /// <param name="cancellationToken">Gives the call up; rules may have been stored.</param>
    /// <exception cref="ArgumentException">The file is too large, or lines cannot be read; all of them. Nothing was sent.</exception>
    /// <exception cref="InvalidRuleException">Kibana would refuse rules, or is too old for them; all errors. Nothing was sent.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused the whole file. Single rules that it refuses are errors of the result.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public async ValueTask<RuleImportResult> ImportAsync(ReadOnlyMemory<byte> utf8Ndjson, RuleImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        var form = new MultipartForm();
        var file = form.WithFile("file", "rules.ndjson", utf8Ndjson.Length, () => new MemoryStream(utf8Ndjson.ToArray(), writable: false));
        if (file.Length > MaxImportBytes)
            throw new ArgumentException($"The file has {utf8Ndjson.Length} bytes, and the request around it {file.Length}; Kibana takes requests of at most {MaxImportBytes}. Split it. Nothing was sent.");

        await _checks.ThrowIfInvalidAsync(RuleImportFile.Read(utf8Ndjson), cancellationToken).ConfigureAwait(false);
        var request = _kibana.PostForm($"{Root}/_import", form.ContentType, file, (options ?? RuleImportOptions.Default).ToQuery());
        var response = await _kibana.SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
            throw _kibana.Refused(request, response);

        var json = _kibana.ReadObject(request, response);
        return new RuleImportResult
        {
            Success = json.Flag("success"),
            SuccessCount = json.Count("success_count") ?? throw _kibana.NotUnderstood(request, response, "without `success_count`"),
            RulesCount = json.Count("rules_count"),
            Errors = [.. ((string[])["errors", "exceptions_errors", "action_connectors_errors"]).SelectMany(list => json.Items(list)).Select(ImportError)],
        };
    }

    /// <summary>
    /// Runs a rule without storing it (<c>POST preview</c>). The body has no <c>response_actions</c>, since servers before the patches of mid-2026 really
    /// send them; <see cref="RulePreviewOptions.SendResponseActionsForReal"/> says otherwise. The answer may take a minute.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives the wait up; the preview goes on.</param>
    /// <exception cref="InvalidRuleException">Kibana would refuse the rule. Nothing was sent.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused it.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public async ValueTask<RulePreview> PreviewAsync(DetectionRule rule, RulePreviewOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(options);
        if (options.InvocationCount < 1)
            throw new ArgumentException($"InvocationCount is {options.InvocationCount}; a preview plays at least 1 run. Nothing was sent.", nameof(options));

        await _checks.ThrowIfInvalidAsync([rule], cancellationToken).ConfigureAwait(false);
        var body = RuleJson.Body(RuleJson.Members(rule), options.SendResponseActionsForReal ? PreviewWithout : PreviewWithoutActions, json =>
        {
            json.WriteNumber("invocationCount", options.InvocationCount);
            json.WriteString("timeframeEnd", options.TimeframeEnd.UtcDateTime);
        });
        var request = _kibana.Send("POST", $"{Root}/preview", body, [new("enable_logged_requests", options.EnableLoggedRequests ? "true" : "false")]);
        var response = await _kibana.SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
            throw _kibana.Refused(request, response);

        var json = _kibana.ReadObject(request, response);
        if (json.Member("logs") is not { ValueKind: JsonValueKind.Array } logs)
            throw _kibana.NotUnderstood(request, response, "without a list in `logs`");

        return new RulePreview { PreviewId = json.Text("previewId"), IsAborted = json.Flag("isAborted"), Logs = [.. logs.EnumerateArray().Select(ReadLog)] };
    }

    private RulePreviewLog ReadLog(JsonElement json) => new()
    {
        Errors = [.. json.Texts("errors").Select(Shown)],
        Warnings = [.. json.Texts("warnings").Select(Shown)],
        StartedAt = json.Date("startedAt"),
        Duration = json.Count("duration"),
    };

    private RuleImportError ImportError(JsonElement json) => new()
    {
        RuleId = json.Text("rule_id"),
        StatusCode = json.Member("error")?.Count("status_code") is { } status and >= 100 and <= 599 ? (int)status : null,
        Message = Shown(json.Member("error").Text("message") ?? ""),
    };

    private string Shown(string text) => VisibleText.Of(_kibana.Conceal(text));
}
