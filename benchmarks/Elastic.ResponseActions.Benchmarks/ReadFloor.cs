using System.Text.Json;
using System.Text.Unicode;
using BenchmarkDotNet.Attributes;
using Elastic.ResponseActions.Benchmarks.Workloads;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>What reading an event costs at least, without any rule: the floor below every matcher.</summary>
[MemoryDiagnoser]
public class ReadFloor : IEventBenchmark
{
    private EventBlock _events = EventBlock.None;
    private byte[] _copy = [];

    [ParamsSource(nameof(Kinds))]
    public string Kind { get; set; } = EventKinds.All;

    public IEnumerable<string> Kinds => EventKinds.Names;

    [GlobalSetup]
    public void Setup()
    {
        _events = EventKinds.Take(Workload.Load(WorkloadPaths.FromEnvironment()).Events, Kind);
        _copy = new byte[_events.Bytes];
    }

    EventBlock IEventBenchmark.EventsOf(string method) => _events;

    /// <returns>The number of tokens.</returns>
    [Benchmark(Baseline = true, Description = "(b) read every token")]
    public int ReadTokens() => EventLoops.ReadTokens(_events);

    /// <returns>The bytes copied.</returns>
    [Benchmark(Description = "copy")]
    public int Copy()
    {
        var copied = 0;
        for (var i = 0; i < _events.Count; i++)
        {
            _events.Document(i).CopyTo(_copy.AsSpan(copied));
            copied += _events.Document(i).Length;
        }

        return copied;
    }

    /// <returns>The number of valid events.</returns>
    [Benchmark(Description = "validate UTF-8")]
    public int ValidateUtf8()
    {
        var valid = 0;
        for (var i = 0; i < _events.Count; i++)
            valid += Utf8.IsValid(_events.Document(i)) ? 1 : 0;
        return valid;
    }

    /// <returns>The number of events that are objects.</returns>
    [Benchmark(Description = "JsonDocument")]
    public int ParseDocuments()
    {
        var objects = 0;
        for (var i = 0; i < _events.Count; i++)
        {
            var reader = new Utf8JsonReader(_events.Document(i));
            using var document = JsonDocument.ParseValue(ref reader);
            objects += document.RootElement.ValueKind == JsonValueKind.Object ? 1 : 0;
        }

        return objects;
    }
}
