namespace Elastic.ResponseActions.Kibana.Privileges;

/// <summary>What Elasticsearch answered to <c>_has_privileges</c>. What it did not say is not in it. Immutable.</summary>
/// <param name="Actions">Kibana's API actions in the space.</param>
/// <param name="OnAlerts">Privileges on the space's alerts index.</param>
internal sealed record GrantedRights(IReadOnlyDictionary<string, bool> Actions, IReadOnlyDictionary<string, bool> OnAlerts);
