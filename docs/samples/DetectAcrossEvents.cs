using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Samples;

/// <summary>The code of docs/detection.md.</summary>
internal static class DetectAcrossEvents
{
    public static void Run(IEnumerable<DetectionRule> rules, IEnumerable<(byte[] Utf8Event, byte[] Utf8Id)> events)
    {
        List<DetectorRule> usable = [];
        foreach (DetectionRule rule in rules)
        {
            if (RuleMatchability.TryCreateDetectorRule(rule, out DetectorRule? detectorRule, out QueryError? error))
                usable.Add(detectorRule);
            else
                Console.WriteLine(error);   // what cannot be evaluated here, and why
        }

        DetectorSet set = DetectorSet.Compile(usable);                 // immutable, share it
        RuleDetector detector = set.CreateDetector();                  // one for each stream
        foreach (var (utf8Event, utf8Id) in events)
            Print(detector.Process(utf8Event, utf8Id: utf8Id));
        Print(detector.Complete());                                    // what was waiting for the end
    }

    private static void Print(RuleDetections detections)
    {
        foreach (RuleDetection detection in detections)
            Console.WriteLine($"{detection.RuleId}: {string.Join(", ", detection.EventIds)}");
    }
}
