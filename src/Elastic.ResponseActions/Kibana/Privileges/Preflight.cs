namespace Elastic.ResponseActions.Kibana.Privileges;

/// <summary>Finds out what of a plan the credentials may do, and how to grant the rest. What is not known is told as such and never taken for granted.</summary>
internal sealed class Preflight(KibanaConnection kibana)
{
    public async ValueTask<PrivilegeReport> CheckAsync(PrivilegePlan plan, IResponseActionTransport? elasticsearch, string application, CancellationToken cancellationToken)
    {
        var needs = plan.ToNeeds();
        var server = await kibana.Server.TryGetAsync(cancellationToken).ConfigureAwait(false);
        var (findings, license) = elasticsearch is null
            ? (await WithKibanaAsync(needs, cancellationToken).ConfigureAwait(false), null)
            : await WithElasticsearchAsync(needs, server, new ElasticsearchRights(elasticsearch, kibana), application, cancellationToken).ConfigureAwait(false);
        var missing = findings.Where(static finding => finding.PrivilegeGranted != true).Select(static finding => finding.Need).ToList();
        return new PrivilegeReport
        {
            SpaceId = kibana.Options.SpaceId,
            Server = server,
            License = license,
            IsAutomatedPlanned = plan.AutomatedByKibana,
            AutomatedAllowed = plan.AutomatedByKibana ? license?.Includes(PrivilegeNeeds.AutomatedLicense) : null,
            RoleJson = missing.Count == 0 ? null : RoleSnippet.Of(missing, server, kibana.Options.SpaceId),
            Findings = [.. findings.Select(finding => finding.Granted == true ? finding : finding with { HowToGrant = HowToGrant(finding, server) })],
            Warnings = [.. Warnings(elasticsearch is null, server, license)],
        };
    }

    private async ValueTask<List<PrivilegeFinding>> WithKibanaAsync(IReadOnlyList<PrivilegeNeed> needs, CancellationToken cancellationToken)
    {
        var answers = await new KibanaProbes(kibana).ReadAsync(needs, cancellationToken).ConfigureAwait(false);
        return [.. needs.Select(need => new PrivilegeFinding
        {
            Need = need,
            PrivilegeGranted = answers[need],
            LicenseAllows = answers[need] == true || need.LeastLicense is null ? true : null,
            Basis = answers[need] switch
            {
                true => "Kibana answered a read that needs it.",
                false => "Kibana refused it (403): the privilege or the licence is missing; it does not say which.",
                null => "Kibana alone cannot tell without doing it. Give the address of Elasticsearch.",
            },
        })];
    }

    private async ValueTask<(List<PrivilegeFinding> Findings, LicenseLevel? License)> WithElasticsearchAsync(
        IReadOnlyList<PrivilegeNeed> needs, KibanaServer server, ElasticsearchRights rights, string application, CancellationToken cancellationToken)
    {
        var license = await rights.ReadLicenseAsync(cancellationToken).ConfigureAwait(false);
        var granted = await rights.ReadAsync(
            [.. needs.Where(static need => !need.IsOfAlertsIndex).Select(need => ActionOf(need, server)).Distinct()],
            [.. needs.Where(static need => need.IsOfAlertsIndex).Select(static need => need.Privilege.Id)],
            application,
            cancellationToken).ConfigureAwait(false);
        var mayWriteAlerts = needs.Contains(PrivilegeNeeds.WriteRules) && RulesArePartOfSecurity(server)
            ? await new KibanaProbes(kibana).MayWriteAlertsAsync(cancellationToken).ConfigureAwait(false)
            : true;
        return ([.. needs.Select(need => new PrivilegeFinding
        {
            Need = need,
            PrivilegeGranted = !(need.IsOfAlertsIndex ? granted.OnAlerts : granted.Actions).TryGetValue(ActionOf(need, server), out var has) ? null : has && need == PrivilegeNeeds.WriteRules ? mayWriteAlerts : has,
            LicenseAllows = need.LeastLicense is { } least ? license?.Includes(least) : true,
            Basis = $"Elasticsearch was asked for `{ActionOf(need, server)}`{(need.IsOfAlertsIndex ? $" on `{KibanaProbes.AlertsIndexOf(kibana.Options.SpaceId)}`" : "")}{(need.LeastLicense is { } level ? $"; the licence has to be `{level}` or above, and is {(license is { } known ? $"`{VisibleText.Of(known.Name, 32)}`" : "not known")}" : "")}.",
        })], license);
    }

    private static bool RulesArePartOfSecurity(KibanaServer server) => server.Has(ServerFeatures.RulePrivileges) == false;

    // Before rules were a feature of their own, Security's base was what their routes asked for, and the alerts index beside it.
    private static string ActionOf(PrivilegeNeed need, KibanaServer server) =>
        need.IsOfRules && RulesArePartOfSecurity(server) ? PrivilegeNeeds.ReadSecurity.Privilege.ApiAction : need.Privilege.ApiAction;

    private string HowToGrant(PrivilegeFinding finding, KibanaServer server)
    {
        List<string> steps = [];
        if (finding.PrivilegeGranted != true)
            steps.Add($"Grant {finding.Need.Privilege}, for example by a role of its own: PUT /api/security/role/<new name> {RoleSnippet.Of([finding.Need], server, kibana.Options.SpaceId)}");
        if (finding.LicenseAllows != true && finding.Need.LeastLicense is { } least)
            steps.Add($"Have a licence of `{least}` or above.");
        return string.Join(" ", steps);
    }

    private static IEnumerable<string> Warnings(bool kibanaAlone, KibanaServer server, LicenseLevel? license)
    {
        if (server.Warning is { } warning)
            yield return warning;
        if (kibanaAlone)
            yield return "Elasticsearch was not asked: which single commands and whether writing rules is granted is not known, and neither is the licence.";
        else if (license is null)
            yield return "Elasticsearch does not name a licence; in serverless the project's tier has its part. What needs one is not known to be granted.";
    }
}
