namespace Elastic.ResponseActions.Sqlite;

/// <summary>The right to write a ledger, held through an operating-system lock that ends with the process, however it ends.</summary>
internal sealed class WriterLock : IDisposable
{
    private readonly FileStream _held;

    private WriterLock(FileStream held) => _held = held;

    /// <exception cref="LedgerException">Another writer holds it.</exception>
    public static WriterLock Take(string ledgerPath)
    {
        var path = ledgerPath + ".lock";
        NoLink.Check(path);
        try
        {
            return new WriterLock(new FileStream(path, OwnerOnly(FileMode.OpenOrCreate)));
        }
        catch (IOException taken) when (taken is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new LedgerException($"The ledger '{ledgerPath}' is in use by another process ('{path}': {taken.Message}). One ledger has one writer.", taken);
        }
    }

    public static FileStreamOptions OwnerOnly(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    // The file stays: to delete it would let two writers lock two files of one name.
    public void Dispose() => _held.Dispose();
}
