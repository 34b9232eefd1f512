namespace Elastic.ResponseActions.Sqlite.Tests;

/// <summary>Tests that measure: nothing else runs in this process at the same time.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
