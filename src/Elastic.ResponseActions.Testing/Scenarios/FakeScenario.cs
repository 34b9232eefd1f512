using System.Text.Json;
using Elastic.ResponseActions.Testing.Scenarios;

namespace Elastic.ResponseActions.Testing;

/// <summary>
/// A world written down as JSON: hosts to add, change or remove, licence, permissions. Immutable; its schema is in <c>docs/testing.md</c>.
/// </summary>
public sealed class FakeScenario
{
    internal FakeScenario(IReadOnlyList<ScenarioHost> hosts) => Hosts = hosts;

    /// <summary>The time the scenario begins, for whoever makes the clock; <see cref="ApplyTo"/> moves none. Null where it says nothing.</summary>
    public DateTimeOffset? Now { get; internal init; }

    /// <summary>The licence; null where it says nothing.</summary>
    public LicenseLevel? License { get; internal init; }

    /// <summary>What <see cref="FakeKibana.User"/> may do; null where it says nothing.</summary>
    public IReadOnlyList<FakePermission>? Permissions { get; internal init; }

    /// <summary>The space in which all hosts are; null where it says nothing.</summary>
    public string? SpaceId { get; internal init; }

    /// <summary>The release to play; null where it says nothing.</summary>
    public string? Version { get; internal init; }

    internal IReadOnlyList<string>? Connectors { get; init; }

    internal IReadOnlyList<FakeFault> Faults { get; init; } = [];

    internal IReadOnlyList<ScenarioHost> Hosts { get; }

    /// <summary>Reads a scenario, and reports everything that is wrong with it at once.</summary>
    /// <param name="utf8Json">The file, without a byte order mark.</param>
    /// <param name="scenario">The scenario; null where there is an error.</param>
    /// <param name="errors">Every error in the order of the file; one only where it is no JSON at all.</param>
    /// <returns>True where there is no error.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8Json, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FakeScenario? scenario, out IReadOnlyList<FakeScenarioError> errors)
    {
        try
        {
            scenario = ScenarioReader.Read(JsonTree.Parse(utf8Json), out errors);
        }
        catch (JsonException broken)
        {
            scenario = null;
            errors = [new FakeScenarioError("$", (int)(broken.LineNumber ?? 0) + 1, $"this is not JSON: {broken.Message}")];
        }
        return scenario is not null;
    }

    /// <summary>Changes a fake as the scenario says. What it does not mention stays as it is.</summary>
    /// <param name="kibana">The fake.</param>
    /// <exception cref="InvalidOperationException">It removes a host that the fake does not have; nothing has been changed then.</exception>
    public void ApplyTo(FakeKibana kibana)
    {
        ArgumentNullException.ThrowIfNull(kibana);
        if (Hosts.FirstOrDefault(host => host.Remove && kibana.Hosts.Find(host.AgentId) is null) is { } missing)
            throw new InvalidOperationException($"The scenario removes host '{missing.AgentId}', and FakeKibana has none of that agent id.");

        kibana.Version = Version ?? kibana.Version;
        if (Connectors is not null)
            kibana.Connectors = [.. Connectors.Select(type => new AgentType(type))];
        foreach (var fault in Faults)
            kibana.Faults.Add(fault);
        if (License is { } license)
            kibana.License = license;
        if (Permissions is not null)
            kibana.User.Permissions = Permissions;
        if (SpaceId is not null)
            MoveTo(SpaceId, kibana);
        foreach (var host in Hosts)
        {
            if (host.Remove)
                kibana.Hosts.Remove(host.AgentId);
            else
                host.ApplyTo(kibana);
        }
    }

    private static void MoveTo(string spaceId, FakeKibana kibana)
    {
        kibana.SpaceId = spaceId;
        foreach (var host in kibana.Hosts)
            host.Spaces = [spaceId];
    }
}
