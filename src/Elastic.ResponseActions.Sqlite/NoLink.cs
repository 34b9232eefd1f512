namespace Elastic.ResponseActions.Sqlite;

/// <summary>Refuses symbolic links, through which somebody else could have a file of ours written elsewhere.</summary>
internal static class NoLink
{
    public static void Check(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target)
            throw new LedgerException($"'{path}' is a symbolic link to '{target}'. Name the file itself.");
    }
}
