using System.Collections.Immutable;

namespace Elastic.ResponseActions;

/// <summary>
/// What was approved before, for dedup, cool-down and caps. The caller adds every approved action, in a dry run every one that would be sent.
/// Immutable: <see cref="Add"/> gives a new history.
/// </summary>
public sealed class ActionHistory
{
    private readonly ImmutableStack<PastAction> _newestFirst;
    private readonly ImmutableHashSet<ActionKey> _keys;
    private readonly ImmutableDictionary<EndpointId, ImmutableStack<PastAction>> _byHost;

    private ActionHistory(ImmutableStack<PastAction> newestFirst, ImmutableHashSet<ActionKey> keys, ImmutableDictionary<EndpointId, ImmutableStack<PastAction>> byHost)
    {
        _newestFirst = newestFirst;
        _keys = keys;
        _byHost = byHost;
    }

    /// <summary>Nothing was approved before.</summary>
    public static ActionHistory Empty { get; } =
        new([], ImmutableHashSet<ActionKey>.Empty, ImmutableDictionary<EndpointId, ImmutableStack<PastAction>>.Empty);

    /// <summary>Every past action, the last one added first.</summary>
    public IEnumerable<PastAction> Actions => _newestFirst;

    /// <summary>A history with one more action.</summary>
    /// <param name="action">The action.</param>
    public ActionHistory Add(PastAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var onHost = _byHost.GetValueOrDefault(action.Target, []);
        return new ActionHistory(_newestFirst.Push(action), _keys.Add(action.Key), _byHost.SetItem(action.Target, onHost.Push(action)));
    }

    /// <summary>Says whether an action of this key was approved before.</summary>
    /// <param name="key">The key.</param>
    public bool Contains(ActionKey key) => _keys.Contains(key);

    /// <summary>The past actions on one host, the last one added first.</summary>
    /// <param name="target">The host's agent id.</param>
    public IEnumerable<PastAction> On(EndpointId target) => _byHost.GetValueOrDefault(target, []);
}
