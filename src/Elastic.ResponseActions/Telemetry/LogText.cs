using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions.Telemetry;

/// <summary>A text on its way into the log: on one line and without hidden characters, whoever wrote it.</summary>
internal readonly struct LogText(string? text)
{
    private const int MaxChars = 2048;

    public static implicit operator LogText(string? text) => new(text);

    public static implicit operator LogText(ActionOutcome outcome) => new(outcome.ToString());

    public static implicit operator LogText(EndpointId agent) => new(agent.Value);

    public override string ToString() => text is null ? "(none)" : VisibleText.Of(text, MaxChars);
}
