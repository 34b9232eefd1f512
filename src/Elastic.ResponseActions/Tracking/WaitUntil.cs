namespace Elastic.ResponseActions;

/// <summary>How long a call that sends an action waits.</summary>
public enum WaitUntil
{
    /// <summary>Until Kibana has taken the action, or it was stopped.</summary>
    Started,

    /// <summary>Until the host has answered, a person is needed, or the default deadline of <see cref="WaitOptions"/> has passed.</summary>
    Completed,
}
