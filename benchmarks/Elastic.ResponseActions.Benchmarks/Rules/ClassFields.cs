namespace Elastic.ResponseActions.Benchmarks.Rules;

/// <summary>
/// Fields that say of what kind an event is, and have few values. Replicas of a rule keep them, so that they are asked for the
/// same events as the rule.
/// </summary>
internal static class ClassFields
{
    private static readonly HashSet<string> Names =
    [
        "event.action", "event.category", "event.dataset", "event.kind", "event.module", "event.outcome", "event.provider", "event.type",
        "data_stream.dataset", "data_stream.namespace", "data_stream.type",
        "host.os.family", "host.os.platform", "host.os.type",
        "agent.type", "cloud.provider", "network.direction", "network.transport", "winlog.channel",
    ];

    public static IReadOnlyCollection<string> All => Names;

    public static bool Contains(string field) => Names.Contains(field);
}
