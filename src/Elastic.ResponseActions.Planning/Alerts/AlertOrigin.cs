namespace Elastic.ResponseActions;

/// <summary>Where an alert comes from. Only ids of alerts that Kibana stores may be sent to Kibana.</summary>
public enum AlertOrigin
{
    /// <summary>A rule matched an event in this process; Kibana does not know the alert.</summary>
    LocalMatch,

    /// <summary>Read from Kibana's alerts index.</summary>
    Kibana,
}
