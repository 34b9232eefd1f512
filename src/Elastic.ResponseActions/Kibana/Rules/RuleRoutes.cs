using System.Runtime.CompilerServices;
using System.Text.Json;
using Elastic.ResponseActions.Kibana;
using Elastic.ResponseActions.Kibana.Rules;

namespace Elastic.ResponseActions;

/// <summary>
/// Kibana's detection rules (<c>/api/detection_engine/rules</c>). Thread-safe. Rules are checked before they are sent, and each check names all
/// errors at once. Reads are tried again where they fail in passing; writes are sent once.
/// </summary>
public sealed partial class RuleRoutes
{
    private const string Root = "/api/detection_engine/rules";

    // The server refuses a body that names the rule twice; `rule_id` is the name that lasts.
    private static readonly HashSet<string> Id = ["id"];

    private readonly KibanaConnection _kibana;
    private readonly RuleChecks _checks;

    internal RuleRoutes(KibanaConnection kibana)
    {
        _kibana = kibana;
        _checks = new RuleChecks(kibana);
    }

    /// <summary>
    /// Says everything that Kibana would refuse about rules, and what it is too old for, without storing any: what every writing call finds out first, of
    /// many rules at once. Only the server's version is read.
    /// </summary>
    /// <param name="rules">The rules.</param>
    /// <param name="cancellationToken">Gives the check up.</param>
    /// <returns>Every objection to every rule, in their order; empty where there is none.</returns>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public ValueTask<IReadOnlyList<RuleProblem>> CheckAsync(IReadOnlyList<DetectionRule> rules, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return _checks.CheckAsync(rules, cancellationToken);
    }

    /// <summary>Stores a new rule (<c>POST</c>). Kibana leaves it disabled unless <see cref="DetectionRule.Enabled"/> is true.</summary>
    /// <param name="rule">The rule; its <c>id</c> is left out, the server gives one.</param>
    /// <param name="cancellationToken">Gives the call up; the rule may have been stored.</param>
    /// <returns>The rule as stored.</returns>
    /// <exception cref="InvalidRuleException">Kibana would refuse the rule, or is too old for it. Nothing was sent.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused it; status 409 where there is one of that <c>rule_id</c>.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public ValueTask<DetectionRule> CreateAsync(DetectionRule rule, CancellationToken cancellationToken = default) => WriteAsync("POST", rule, cancellationToken);

    /// <summary>Replaces the rule with the same <c>rule_id</c> (<c>PUT</c>): members that are left out return to their default.</summary>
    /// <param name="rule">The whole rule.</param>
    /// <param name="cancellationToken">Gives the call up; the rule may have been replaced.</param>
    /// <returns>The rule as stored.</returns>
    /// <exception cref="InvalidRuleException">Kibana would refuse the rule, or is too old for it. Nothing was sent.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused it; status 404 where there is no such rule.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public ValueTask<DetectionRule> ReplaceAsync(DetectionRule rule, CancellationToken cancellationToken = default) => WriteAsync("PUT", rule, cancellationToken);

    /// <summary>Reads a rule (<c>GET</c>); null where this space has none of that name.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="ResponseActionsException">Kibana refused the read, or the answer is not about this rule.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async ValueTask<DetectionRule?> GetAsync(RuleKey key, CancellationToken cancellationToken = default)
    {
        var request = _kibana.Get(Root, [key.ToQuery()]);
        var response = await _kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        return IsNoSuchRule(response, key) ? null : ReadRule(request, response, key);
    }

    /// <summary>
    /// Changes some members of a rule (<c>PATCH</c>); a list is replaced whole. Where the server takes response actions that a patch does not mention
    /// for removed ones (<see cref="ServerFeatures.PatchCountsUnsentActions"/>), the stored ones are read and sent along; a change to them in that moment is then lost.
    /// </summary>
    /// <param name="key">Which rule.</param>
    /// <param name="utf8Members">The members to change, one JSON object in UTF-8, without <c>id</c> and <c>rule_id</c>.</param>
    /// <param name="cancellationToken">Gives the call up; the rule may have been changed.</param>
    /// <returns>The rule as stored.</returns>
    /// <exception cref="ArgumentException">The patch cannot be read. Nothing was sent.</exception>
    /// <exception cref="InvalidRuleException">Kibana would refuse the response actions, or is too old for them. Nothing was sent.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused it; status 404 where there is no such rule.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public async ValueTask<DetectionRule> PatchAsync(RuleKey key, ReadOnlyMemory<byte> utf8Members, CancellationToken cancellationToken = default)
    {
        var name = key.ToQuery();
        var patch = RulePatch.Read(utf8Members);
        if (RulePatch.RuleOf(patch, key) is { } asked)
            ThrowIfAny([.. asked.Validate(), .. RuleVersions.Check(asked, await _kibana.Server.TryGetAsync(cancellationToken).ConfigureAwait(false))]);

        var stored = await StoredActionsAsync(key, patch, cancellationToken).ConfigureAwait(false);
        var body = RuleJson.Body(patch, Id, json =>
        {
            json.WriteString(name.Key, name.Value);
            if (stored is { } actions)
            {
                json.WritePropertyName(RulePatch.ResponseActions);
                actions.WriteTo(json);
            }
        });
        var request = _kibana.Send("PATCH", Root, body);
        return ReadRule(request, await _kibana.SendOnceAsync(request, cancellationToken).ConfigureAwait(false), key);
    }

    /// <summary>Deletes a rule (<c>DELETE</c>); null where this space had none of that name.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="cancellationToken">Gives the call up; the rule may be gone.</param>
    /// <returns>The rule that was deleted.</returns>
    /// <exception cref="ResponseActionsException">Kibana refused it.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public async ValueTask<DetectionRule?> DeleteAsync(RuleKey key, CancellationToken cancellationToken = default)
    {
        var request = _kibana.Send("DELETE", Root, "{}"u8.ToArray(), [key.ToQuery()]);
        var response = await _kibana.SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
        return IsNoSuchRule(response, key) ? null : ReadRule(request, response, key);
    }

    /// <summary>Lists rules, one page (<c>GET _find</c>).</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="ArgumentException">The filter is not valid. Nothing was sent.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused the read, or the answer is no list of rules.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async ValueTask<RulePage> FindAsync(RuleFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var request = _kibana.Get($"{Root}/_find", filter.ToQuery());
        var response = await _kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
            throw _kibana.Refused(request, response);

        var json = _kibana.ReadObject(request, response);
        if (json.Member("data") is not { ValueKind: JsonValueKind.Array } data)
            throw _kibana.NotUnderstood(request, response, "without a list in `data`");

        List<DetectionRule> rules = [.. data.EnumerateArray().Select(rule => RuleJson.Read(_kibana, request, response, rule))];
        return new RulePage { Rules = rules, Total = json.Count("total") ?? rules.Count };
    }

    /// <summary>
    /// Lists rules over all pages, from <see cref="RuleFilter.Page"/> on. In no order of the caller's it is that of creation, so that rules stored
    /// meanwhile come last; a rule that is deleted meanwhile may hide another. Kibana does not look beyond the 10,000th.
    /// </summary>
    /// <param name="filter">Which ones. Null: all.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="ArgumentException">The filter is not valid. Nothing was sent.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused the read, or the answer is no list of rules.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async IAsyncEnumerable<DetectionRule> FindAllAsync(RuleFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        filter ??= new RuleFilter();
        filter = filter with { SortField = filter.SortField ?? "created_at" };
        HashSet<string> seen = [];
        while (true)
        {
            var page = await FindAsync(filter, cancellationToken).ConfigureAwait(false);
            foreach (var rule in page.Rules)
            {
                if (seen.Add(rule.Id ?? rule.RuleId))
                    yield return rule;
            }

            if (page.Rules.Count == 0 || (long)filter.Page * filter.PageSize >= page.Total)
                yield break;
            filter = filter with { Page = filter.Page + 1 };
        }
    }

    private async ValueTask<DetectionRule> WriteAsync(string method, DetectionRule rule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var key = RuleKey.OfRuleId(rule.RuleId);
        await _checks.ThrowIfInvalidAsync([rule], cancellationToken).ConfigureAwait(false);
        var request = _kibana.Send(method, Root, RuleJson.Body(RuleJson.Members(rule), Id));
        return ReadRule(request, await _kibana.SendOnceAsync(request, cancellationToken).ConfigureAwait(false), key);
    }

    private async ValueTask<JsonElement?> StoredActionsAsync(RuleKey key, JsonElement patch, CancellationToken cancellationToken)
    {
        if (patch.TryGetProperty(RulePatch.ResponseActions, out _))
            return null;

        var server = await _kibana.Server.TryGetAsync(cancellationToken).ConfigureAwait(false);
        if (server.Has(ServerFeatures.PatchCountsUnsentActions) != true || await GetAsync(key, cancellationToken).ConfigureAwait(false) is not { ResponseActions.Count: > 0 } stored)
            return null;

        return RuleJson.Members(stored).Member(RulePatch.ResponseActions);
    }

    private DetectionRule ReadRule(TransportRequest request, TransportResponse response, RuleKey key)
    {
        if (response.StatusCode != 200)
            throw _kibana.Refused(request, response);

        var json = _kibana.ReadObject(request, response);
        return key.IsOf(json)
            ? RuleJson.Read(_kibana, request, response, json)
            : throw _kibana.NotUnderstood(request, response, "about another rule");
    }

    // Another 404 is that of an unknown route.
    private static bool IsNoSuchRule(TransportResponse response, RuleKey key) =>
        response.StatusCode == 404 && ServerError.Read(response, null).Message == VisibleText.Of($"{key.Member}: \"{key.Value}\" not found");

    private static void ThrowIfAny(IReadOnlyList<RuleProblem> problems)
    {
        if (problems.Count > 0)
            throw new InvalidRuleException(problems);
    }
}
