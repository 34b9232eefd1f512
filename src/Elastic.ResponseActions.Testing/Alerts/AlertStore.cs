namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>The alerts of all spaces, oldest first. Guarded by the world's lock.</summary>
internal sealed class AlertStore
{
    private readonly List<StoredAlert> _alerts = [];

    public IReadOnlyList<StoredAlert> All => _alerts;

    /// <summary>What a search of a space's alerts index finds; a preview's alerts lie elsewhere.</summary>
    public IEnumerable<StoredAlert> In(string spaceId) => _alerts.Where(alert => alert.SpaceId == spaceId && !alert.IsPreview);

    public void AddRange(IEnumerable<StoredAlert> alerts) => _alerts.AddRange(alerts);
}
