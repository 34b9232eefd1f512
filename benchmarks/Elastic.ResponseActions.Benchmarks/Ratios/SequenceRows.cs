using System.Runtime.CompilerServices;
using Elastic.ResponseActions.Benchmarks.Rules;
using Elastic.ResponseActions.Benchmarks.Sequences;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks.Ratios;

/// <summary>
/// Many sequence rules over a stream while many sequences are open, against their steps as event queries over the same events.
/// A detector remembers, so each round fills a new one.
/// </summary>
internal sealed class SequenceRows
{
    private const int Rounds = 5;

    private readonly EventBlock _stream;
    private readonly EventBlock _openers;
    private readonly DetectorSet _detectors;
    private readonly RuleMatcher _stateless;
    private readonly RatioSettings _settings;

    private SequenceRows(Workload workload, OpeningEvents opening, IReadOnlyList<RuleQuery> sequences, RatioSettings settings)
    {
        _settings = settings;
        _stream = StreamTime.Of(workload.Events);
        _openers = EventBlock.Of(opening.Make(settings.OpenKeys, StreamTime.Start));
        _detectors = DetectorSet.Compile(sequences.Select(query => new DetectorRule { Query = query }), Workload.AnyIndex);
        _stateless = RuleSet.Compile(sequences.SelectMany(EventQueries.StepsOf), Workload.AnyIndex).CreateMatcher();
    }

    /// <summary>Empty where the workload has no sequences, or no event that begins one.</summary>
    public static IEnumerable<RatioRow> Of(Workload workload, RatioSettings settings)
    {
        if (workload.Sequences.Count == 0)
            return [];
        var sequences = RuleReplicas.Grow(workload.Sequences, settings.SequenceRules);
        var opening = new OpeningEvents(workload, sequences);
        return opening.Any ? new SequenceRows(workload, opening, sequences, settings).Measure() : [];
    }

    private IEnumerable<RatioRow> Measure()
    {
        var (speeds, bytes) = (new List<double>(), new List<double>());
        var allocated = 0.0;
        for (var round = 0; round < Rounds + 1; round++)
        {
            var (detector, bytesPerSequence) = Fill();
            var stateless = new Timing("steps", _stream.Count, () => EventLoops.Match(_stateless, _stream));
            var stateful = new Timing("sequences", _stream.Count, () => EventLoops.Detect(detector, _stream));
            stateless.Measure();
            stateful.Measure();
            if (round == 0)
                continue;   // the just-in-time compiler was at work
            speeds.Add(stateless.Nanoseconds[0] / stateful.Nanoseconds[0]);
            bytes.Add(bytesPerSequence);
            allocated = stateful.BytesPerEvent;
        }

        return
        [
            new RatioRow("S1", FormattableString.Invariant($"events a second of {_settings.SequenceRules} sequence rules with {_settings.OpenKeys:N0} open keys, over those of their steps"), "ratio", speeds, allocated),
            new RatioRow("S1-bytes", "managed memory of an open sequence", "bytes", bytes, null),
        ];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (RuleDetector Detector, double BytesPerSequence) Fill()
    {
        var detector = _detectors.CreateDetector();
        EventLoops.Detect(detector, _openers.Where(i => i == 0));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        EventLoops.Detect(detector, _openers);
        var used = GC.GetTotalMemory(forceFullCollection: true) - before;
        var open = detector.Statistics.OpenSequences;
        return open >= _settings.OpenKeys
            ? (detector, (double)used / open)
            : throw new InvalidOperationException(FormattableString.Invariant($"{_settings.OpenKeys:N0} events left only {open:N0} sequences open."));
    }
}
