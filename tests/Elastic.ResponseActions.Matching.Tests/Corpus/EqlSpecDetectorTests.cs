namespace Elastic.ResponseActions.Matching.Tests.Corpus;

/// <summary>EQL's own conformance cases, all of them by a detector: events, sequences, samples, missing events, pipes.</summary>
public sealed class EqlSpecDetectorTests
{
    [Fact]
    public void Process_EveryCase_GivesTheExpectedEvents()
    {
        CorpusFiles.SkipIfAbsent();
        var data = new Dictionary<string, EqlSpecData>();
        var wrong = new List<string>();
        var cases = EqlSpecCase.Load();
        foreach (var it in cases)
        {
            if (!data.TryGetValue(it.Dataset, out var set))
            {
                data.Add(it.Dataset, set = EqlSpecData.Load(it.Dataset));
            }

            if (Problem(it, set) is { } problem)
            {
                wrong.Add($"{it.Name}: {problem}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{cases.Count} cases");
        Assert.True(cases.Count > 100, $"only {cases.Count} cases");
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong\n{string.Join('\n', wrong)}");
    }

    private static string? Problem(EqlSpecCase it, EqlSpecData data)
    {
        if (!DetectorSet.TryCompile([new DetectorRule { Query = it.Rule }], data.Options, out var set, out var errors))
        {
            var error = Assert.Single(errors);
            return error.Kind == QueryErrorKind.Unsupported && error.Message.Contains("ever", StringComparison.Ordinal) && it.Ids.Length == 0 ? null : error.ToString();
        }

        var run = new DetectorRun(set.CreateDetector(new DetectorOptions { ReorderWindow = TimeSpan.MaxValue })).Feed(data.Events).Complete();
        var found = run.Detections.Take(it.Size ?? int.MaxValue).ToList();
        var ids = found.SelectMany(detection => detection.EventIds).ToList();
        if (!ids.SequenceEqual(it.Ids) && !it.Alternatives.Any(ids.SequenceEqual))
        {
            return $"expected events {string.Join(", ", it.Ids)}, found {string.Join(", ", ids)}";
        }

        var keys = found.OfType<SequenceDetection>().SelectMany(detection => detection.JoinKeys).Select(key => key.Text).ToList();
        return it.JoinKeys is null || keys.SequenceEqual(it.JoinKeys) ? null : $"expected keys {string.Join(", ", it.JoinKeys)}, found {string.Join(", ", keys)}";
    }
}
