using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Elastic.ResponseActions.Benchmarks.Workloads;

/// <summary>A figure from the mean time of one pass over all events.</summary>
internal abstract class EventColumn(string name, string legend) : IColumn
{
    private readonly Lazy<Workload> _workload = new(() => Workload.Load(WorkloadPaths.FromEnvironment()));

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
        summary[benchmarkCase]?.ResultStatistics is { } statistics
            ? Figure(statistics.Mean, _workload.Value).ToString("N1", CultureInfo.InvariantCulture)
            : "?";

    protected abstract double Figure(double nanoseconds, Workload workload);
}

internal sealed class NanosecondsPerEvent() : EventColumn("ns/event", "Mean time for one event")
{
    protected override double Figure(double nanoseconds, Workload workload) => nanoseconds / workload.Events.Count;
}

internal sealed class MegabytesPerSecond() : EventColumn("MB/s", "Megabytes (10^6) of events in a second")
{
    protected override double Figure(double nanoseconds, Workload workload) => workload.Events.Bytes * 1000 / nanoseconds;
}
