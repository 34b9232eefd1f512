using System.Collections.Concurrent;
using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Elastic.ResponseActions.Benchmarks.Workloads;

/// <summary>A benchmark whose bodies each run over events once.</summary>
internal interface IEventBenchmark
{
    void Setup();

    /// <summary>The events that a body runs over, once set up.</summary>
    EventBlock EventsOf(string method);
}

/// <summary>A figure from the mean time of one pass over the events of a benchmark.</summary>
internal abstract class EventColumn(string name, string legend) : IColumn
{
    private static readonly ConcurrentDictionary<string, IEventBenchmark> SetUp = new();

    public string Id => $"{nameof(EventColumn)}.{name}";

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        typeof(IEventBenchmark).IsAssignableFrom(benchmarkCase.Descriptor.Type) && summary[benchmarkCase]?.ResultStatistics is { } statistics
            ? Figure(statistics.Mean, EventsOf(benchmarkCase)).ToString("N1", CultureInfo.InvariantCulture)
            : "-";

    protected abstract double Figure(double nanoseconds, EventBlock events);

    // The benchmark ran in another process; here it is only asked what it ran over.
    private static EventBlock EventsOf(BenchmarkCase benchmarkCase)
    {
        var type = benchmarkCase.Descriptor.Type;
        var benchmark = SetUp.GetOrAdd($"{type} {benchmarkCase.Parameters.ValueInfo}", _ =>
        {
            var made = (IEventBenchmark)Activator.CreateInstance(type)!;
            foreach (var parameter in benchmarkCase.Parameters.Items)
                type.GetProperty(parameter.Name)!.SetValue(made, parameter.Value);
            made.Setup();
            return made;
        });
        return benchmark.EventsOf(benchmarkCase.Descriptor.WorkloadMethod.Name);
    }
}

internal sealed class NanosecondsPerEvent() : EventColumn("ns/event", "Mean time for one event")
{
    protected override double Figure(double nanoseconds, EventBlock events) => nanoseconds / events.Count;
}

internal sealed class MegabytesPerSecond() : EventColumn("MB/s", "Megabytes (10^6) of events in a second")
{
    protected override double Figure(double nanoseconds, EventBlock events) => events.Bytes * 1000 / nanoseconds;
}
