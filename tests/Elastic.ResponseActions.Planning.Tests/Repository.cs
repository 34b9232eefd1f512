namespace Elastic.ResponseActions.Planning.Tests;

/// <summary>Finds the repository that the tests were built in.</summary>
internal static class Repository
{
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Elastic.ResponseActions.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No Elastic.ResponseActions.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
