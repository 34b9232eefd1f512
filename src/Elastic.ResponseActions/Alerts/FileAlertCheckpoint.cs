using Elastic.ResponseActions.Alerts;

namespace Elastic.ResponseActions;

/// <summary>Keeps a feed's position in a small JSON file. Each write replaces the file whole, after its bytes are on the disk. Thread-safe; not for two processes at once.</summary>
public sealed class FileAlertCheckpoint : IAlertCheckpoint
{
    private readonly string _path;

    /// <summary>Names the file; it need not exist, its folder has to.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    public FileAlertCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
    }

    /// <inheritdoc />
    public async ValueTask<AlertFeedPosition?> ReadAsync(CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(_path, cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        return AlertFeedPositionJson.TryRead(bytes)
            ?? throw new IOException($"The checkpoint {_path} cannot be read: it is no feed's position. Delete it to begin anew; alerts since it was written are then missed unless AlertFeedOptions.StartAt names the time.");
    }

    /// <inheritdoc />
    public async ValueTask WriteAsync(AlertFeedPosition position, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(position);
        var next = _path + ".next";
        var file = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(AlertFeedPositionJson.Write(position), cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, _path, overwrite: true);
    }
}
