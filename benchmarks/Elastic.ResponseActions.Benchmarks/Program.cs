using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Elastic.ResponseActions.Benchmarks;

// [--rules P] [--events P], then BenchmarkDotNet's own arguments, for example --filter '*'.
// The paths travel as environment variables, because every benchmark runs in a process of its own.
var arguments = WorkloadPaths.TakeFrom(args, out var paths);
paths.Export();
BenchmarkSwitcher.FromAssembly(typeof(Workload).Assembly)
    .Run(arguments, DefaultConfig.Instance.AddColumn(new NanosecondsPerEvent(), new MegabytesPerSecond()));
