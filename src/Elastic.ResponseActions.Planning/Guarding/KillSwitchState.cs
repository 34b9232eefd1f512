namespace Elastic.ResponseActions;

/// <summary>What the caller found at the kill switch.</summary>
public enum KillSwitchState
{
    /// <summary>The policy names no kill switch.</summary>
    NotConfigured,

    /// <summary>The switch was read and lets actions pass.</summary>
    Released,

    /// <summary>The switch is engaged: nothing but releases is sent.</summary>
    Engaged,

    /// <summary>The switch could not be read. Counts as engaged.</summary>
    Unreadable,
}
