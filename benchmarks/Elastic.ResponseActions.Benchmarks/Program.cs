using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Elastic.ResponseActions.Benchmarks;
using Elastic.ResponseActions.Benchmarks.Ratios;
using Elastic.ResponseActions.Benchmarks.Workloads;

// `enqueue FILE`, how fast intents become durable; `dispatch`, what a call costs above HttpClient; `start`, how long a FakeKibana takes to stand; or [--rules P] [--events P], then either `ratios [--gate] [--aot EXECUTABLE]`, a short run of all figures, or BenchmarkDotNet's
// own arguments, for example --filter '*'. The paths travel as environment variables, because every benchmark runs in a process
// of its own.
if (EnqueueCommand.IsMeant(args))
    return await EnqueueCommand.RunAsync(args[1]);
if (DispatchLoopback.IsMeant(args))
    return await DispatchLoopback.RunAsync();
if (FakeStartCommand.IsMeant(args))
    return await FakeStartCommand.RunAsync(args);

var arguments = WorkloadPaths.TakeFrom(args, out var paths);
if (RatioCommand.IsMeant(arguments))
    return RatioCommand.Run(arguments, paths);

paths.Export();
BenchmarkSwitcher.FromAssembly(typeof(Workload).Assembly)
    .Run(arguments, DefaultConfig.Instance.AddColumn(new NanosecondsPerEvent(), new MegabytesPerSecond()));
return 0;
