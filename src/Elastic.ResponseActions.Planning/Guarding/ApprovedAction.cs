namespace Elastic.ResponseActions;

/// <summary>An action that every guard let pass. Only <see cref="ResponseGuard"/> makes one, and the dispatcher accepts nothing else. Immutable.</summary>
public sealed class ApprovedAction
{
    internal ApprovedAction(PlannedAction action, ActionMode mode, ActionKey key)
    {
        Action = action;
        Mode = mode;
        Key = key;
    }

    /// <summary>The action.</summary>
    public PlannedAction Action { get; }

    /// <summary>The mode it was approved in.</summary>
    public ActionMode Mode { get; }

    /// <summary>The key under which it is sent at most once.</summary>
    public ActionKey Key { get; }

    /// <inheritdoc />
    public override string ToString() => Action.ToString();
}
