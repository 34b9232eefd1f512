using System.Collections.Immutable;

namespace Elastic.ResponseActions;

/// <summary>
/// What was approved before, for dedup, cool-down and caps. The caller adds every approved action, in a dry run every one that would be sent.
/// Immutable: <see cref="Add"/> gives a new history.
/// </summary>
public sealed class ActionHistory
{
    private ImmutableStack<PastAction> _newestFirst = [];
    private ImmutableHashSet<ActionKey> _keys = [];
    private ImmutableDictionary<EndpointId, ImmutableStack<PastAction>> _byHost = ImmutableDictionary<EndpointId, ImmutableStack<PastAction>>.Empty;
    private ImmutableHashSet<(string? RuleId, string? Version)> _sentVersions = [];
    private ImmutableHashSet<ActionKey> _neverSent = [];

    private ActionHistory()
    {
    }

    /// <summary>Nothing was approved before.</summary>
    public static ActionHistory Empty { get; } = new();

    /// <summary>Every past action, the last one added first.</summary>
    public IEnumerable<PastAction> Actions => _newestFirst;

    /// <summary>A history with one more action.</summary>
    /// <param name="action">The action.</param>
    public ActionHistory Add(PastAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var added = Copy();
        added._newestFirst = _newestFirst.Push(action);
        added._keys = _keys.Add(action.Key);
        added._byHost = _byHost.SetItem(action.Target, _byHost.GetValueOrDefault(action.Target, []).Push(action));
        return added;
    }

    /// <summary>A history in which an action of this rule, as the rule now reads, has been sent.</summary>
    /// <param name="action">The action that is sent.</param>
    public ActionHistory AddSent(PlannedAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (HasSent(action))
        {
            return this;
        }

        var added = Copy();
        added._sentVersions = _sentVersions.Add((action.RuleId, action.RuleVersion));
        return added;
    }

    /// <summary>A history in which an action has ended without any request for it having left. Its key and the caps still count it; no cool-down does.</summary>
    /// <param name="key">The action's key.</param>
    public ActionHistory AddNeverSent(ActionKey key)
    {
        var added = Copy();
        added._neverSent = _neverSent.Add(key);
        return added;
    }

    /// <summary>Says whether an action of this key was approved before.</summary>
    /// <param name="key">The key.</param>
    public bool Contains(ActionKey key) => _keys.Contains(key);

    /// <summary>Says whether any action of this rule, as the rule now reads, has been sent.</summary>
    /// <param name="action">An action of the rule.</param>
    public bool HasSent(PlannedAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return _sentVersions.Contains((action.RuleId, action.RuleVersion));
    }

    /// <summary>Says whether an action has ended without any request for it having left.</summary>
    /// <param name="key">The key.</param>
    public bool WasNeverSent(ActionKey key) => _neverSent.Contains(key);

    /// <summary>The past actions on one host, the last one added first.</summary>
    /// <param name="target">The host's agent id.</param>
    public IEnumerable<PastAction> On(EndpointId target) => _byHost.GetValueOrDefault(target, []);

    private ActionHistory Copy() => (ActionHistory)MemberwiseClone();
}
