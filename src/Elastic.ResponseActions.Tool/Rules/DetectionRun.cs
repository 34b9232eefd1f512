using System.Text;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>
/// Runs events through a detector: the whole input is one run, put in the order of time. What cannot be read, decided or kept is named on standard error.
/// </summary>
internal sealed class DetectionRun(DetectorSet rules, InputProblems problems, TextWriter error)
{
    private readonly UnknownVerdicts _unknown = new();

    /// <summary>How many events were matched.</summary>
    public int Events { get; private set; }

    /// <param name="events">The events.</param>
    /// <param name="indicators">What threat-match rules compare them with.</param>
    /// <param name="onDetection">Told each detection: that of a single event at once, all others in the end.</param>
    /// <param name="cancellationToken">Ends the run between two events.</param>
    /// <exception cref="BadInputException">There are more indicators than fit into memory.</exception>
    public void Run(IEnumerable<SourceEvent> events, IEnumerable<SourceEvent> indicators, Action<RuleDetection> onDetection, CancellationToken cancellationToken)
    {
        var detector = rules.CreateDetector(DetectorOptions.OneRun);
        foreach (var indicator in indicators)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(detector, indicator);
        }

        foreach (var sourceEvent in events)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = detector.Process(sourceEvent.Document.Span, sourceEvent.Index.Span, Encoding.UTF8.GetBytes(sourceEvent.Id));
            if (found.Error != EventError.None)
            {
                problems.Report(sourceEvent.Place.File, sourceEvent.Place.Line, $"the event cannot be matched ({found.Error}).");
                continue;
            }

            Events++;
            foreach (var unknown in found.Unknown)
                _unknown.Add(unknown.RuleId, unknown.Reason);

            Tell(found, onDetection);
        }

        Tell(detector.Complete(), onDetection);
        foreach (var threshold in detector.ReadThresholdDetections())
            onDetection(threshold);

        _unknown.Print(error);
        DetectorLosses.Print(detector.Statistics, error);
    }

    private void Add(RuleDetector detector, SourceEvent indicator)
    {
        try
        {
            var problem = detector.AddIndicator(indicator.Document.Span, indicator.Index.Span, Encoding.UTF8.GetBytes(indicator.Id));
            if (problem != EventError.None)
                problems.Report(indicator.Place.File, indicator.Place.Line, $"the indicator cannot be read ({problem}).");
        }
        catch (InvalidOperationException)
        {
            throw new BadInputException($"{indicator.Place}: the indicators up to here take more than {DetectorOptions.OneRun.MaxStateBytes:N0} bytes of memory; give fewer.");
        }
    }

    // A detector tells a threshold as soon as it is reached; a run is over only at its end, when the group's count is known.
    private static void Tell(in RuleDetections found, Action<RuleDetection> onDetection)
    {
        foreach (var detection in found)
        {
            if (detection is not ThresholdDetection)
                onDetection(detection);
        }
    }
}
