using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>
/// What an approval is bound to: SHA-256 over the action's key and everything that would be sent, whom it is meant for, and the version of
/// the rule that asked. Whoever approves names the digest of what he was shown; if anything of it changes, the approval is void.
/// </summary>
/// <param name="Value">64 lower-case hexadecimal digits.</param>
public readonly record struct ApprovalDigest(string Value)
{
    /// <summary>Computes the digest of an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="key">Its key.</param>
    public static ApprovalDigest Of(PlannedAction action, ActionKey key)
    {
        ArgumentNullException.ThrowIfNull(action);
        return new ApprovalDigest(LengthPrefixedHash.Of(
        [
            key.Value,
            action.Command.Name,
            action.AgentType.Name,
            action.Target.Value,
            .. Listed(action.AgentIds.Select(agent => agent.Value)),
            action.HostName ?? "",
            .. Listed(action.Evidence.SelectMany(alert => new[] { alert.HostId ?? "", alert.HostName ?? "", alert.ProcessName ?? "", alert.ProcessExecutable ?? "" })),
            ActionTarget.Of(action),
            action.KillDescendants ? "descendants" : "",
            action.Script?.TimeoutSeconds?.ToString("R", System.Globalization.CultureInfo.InvariantCulture) ?? "",
            .. Listed(action.AlertIds),
            .. Listed(action.CaseIds),
            action.Comment ?? "",
            action.RuleId ?? "",
            action.RuleVersion ?? "",
        ]));
    }

    /// <inheritdoc />
    public override string ToString() => Value ?? "";

    // The count comes first, so that no item of one list can pass for one of the next.
    private static IEnumerable<string> Listed(IEnumerable<string> items)
    {
        List<string> all = [.. items];
        return [$"{all.Count}", .. all];
    }
}
