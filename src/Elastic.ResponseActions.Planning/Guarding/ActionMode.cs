namespace Elastic.ResponseActions;

/// <summary>How far an action may go.</summary>
public enum ActionMode
{
    /// <summary>Every guard runs; nothing is sent. The default.</summary>
    DryRun,

    /// <summary>A person has to agree first.</summary>
    Approve,

    /// <summary>Sent when every guard lets it pass. Has to be said.</summary>
    Enforce,
}
