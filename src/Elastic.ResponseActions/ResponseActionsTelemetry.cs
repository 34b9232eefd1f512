namespace Elastic.ResponseActions;

/// <summary>The names under which this library tells what it does: subscribe to them by name, no package is needed. <c>docs/telemetry.md</c> lists spans, instruments and tags. Immutable.</summary>
public static class ResponseActionsTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = "Elastic.ResponseActions";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "Elastic.ResponseActions";
}
