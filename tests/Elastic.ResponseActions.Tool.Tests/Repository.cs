namespace Elastic.ResponseActions.Tool.Tests;

/// <summary>Files of the repository that the tests read where they lie.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Samples => Path.Combine(Root, "docs", "samples");

    /// <summary>A file of this test project.</summary>
    public static string TestFile(params string[] parts) => Path.Combine([Root, "tests", "Elastic.ResponseActions.Tool.Tests", .. parts]);

    /// <summary>The corpus of real rules and events, which is not part of the repository; without it the test is skipped, and says so.</summary>
    public static string Corpus()
    {
        var folder = Environment.GetEnvironmentVariable("RA_CORPUS") ?? Path.Combine(Root, "..", "shared", "corpus");
        if (!Directory.Exists(folder))
            Assert.Skip("The corpus is absent (../shared/corpus beside the repository, or RA_CORPUS): real rules and events were not run.");

        return folder;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Elastic.ResponseActions.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");

        return folder.FullName;
    }
}
