using System.Globalization;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>
/// The key under which an action is sent at most once: SHA-256 over destination, space, rule id, action index, sorted alert ids, agent id,
/// command and target. The same match of the same rule gives the same key on every replay.
/// </summary>
/// <param name="Value">64 lower-case hexadecimal digits.</param>
public readonly record struct ActionKey(string Value)
{
    /// <summary>Computes the key of an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="destination">The configured Kibana address; empty where there is none.</param>
    public static ActionKey Of(PlannedAction action, string destination)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(destination);
        return new ActionKey(LengthPrefixedHash.Of(
        [
            destination,
            action.SpaceId,
            action.RequestId ?? "",
            action.RuleId ?? "",
            action.ActionIndex.ToString(CultureInfo.InvariantCulture),
            action.AlertIds.Count.ToString(CultureInfo.InvariantCulture),
            .. action.AlertIds.Order(StringComparer.Ordinal),
            action.Target.Value,
            action.Command.Name,
            ActionTarget.Of(action),
        ]));
    }

    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}
