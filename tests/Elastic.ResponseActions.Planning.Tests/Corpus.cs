namespace Elastic.ResponseActions.Planning.Tests;

/// <summary>Real rules and events that are not part of the repository. A test that needs them is skipped, and says so, where they are absent.</summary>
internal static class Corpus
{
    public static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("RA_CORPUS") ?? Path.Combine(Repository.Root(), "..", "shared", "corpus");
        if (!Directory.Exists(folder))
        {
            Assert.Skip("The corpus is absent (../shared/corpus beside the repository, or RA_CORPUS); real rules were not checked.");
        }

        return folder;
    }
}
