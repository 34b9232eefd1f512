namespace Elastic.ResponseActions.Matching;

/// <summary>What one call brought to light. A view into its <see cref="RuleDetector"/>: valid until the detector's next call; the detections themselves stay valid.</summary>
public readonly ref struct RuleDetections
{
    private readonly ReadOnlySpan<RuleDetection> _detections;

    internal RuleDetections(ReadOnlySpan<RuleDetection> detections, ReadOnlySpan<RuleUnknown> unknown, EventError error, bool isLate)
    {
        _detections = detections;
        Unknown = unknown;
        Error = error;
        IsLate = isLate;
    }

    /// <summary>How many detections there are.</summary>
    public int Count => _detections.Length;

    /// <summary>Rules that the event may belong to, each with the reason why this cannot be decided here; the event was not used for them.</summary>
    public ReadOnlySpan<RuleUnknown> Unknown { get; }

    /// <summary>Why the event could not be read; <see cref="EventError.None"/> where it could.</summary>
    public EventError Error { get; }

    /// <summary>
    /// The event is older than one already used by a rule that it belongs to: what should have come after it is done. It was used all the
    /// same, as far as possible, but the result may differ from that of the events in order.
    /// </summary>
    public bool IsLate { get; }

    /// <summary>The detections in the order found: each as soon as it is certain.</summary>
    public ReadOnlySpan<RuleDetection>.Enumerator GetEnumerator() => _detections.GetEnumerator();
}
