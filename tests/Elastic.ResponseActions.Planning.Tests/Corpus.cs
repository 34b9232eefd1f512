namespace Elastic.ResponseActions.Planning.Tests;

/// <summary>Real rules and events that are not part of the repository. A test that needs them is skipped, and says so, where they are absent.</summary>
internal static class Corpus
{
    public static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("RA_CORPUS") ?? BesideRepository();
        if (folder is null || !Directory.Exists(folder))
        {
            Assert.Skip("The corpus is absent (../shared/corpus beside the repository, or RA_CORPUS); real rules were not checked.");
        }

        return folder;
    }

    private static string? BesideRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Elastic.ResponseActions.sln")))
        {
            folder = folder.Parent;
        }

        return folder is null ? null : Path.Combine(folder.FullName, "..", "shared", "corpus");
    }
}
