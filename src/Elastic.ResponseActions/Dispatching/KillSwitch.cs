namespace Elastic.ResponseActions;

/// <summary>Stops all sends but releases, at once: by a file that exists, or by a call. What cannot be read counts as engaged. Thread-safe.</summary>
public sealed class KillSwitch
{
    private readonly string? _file;
    private volatile string? _reason;

    /// <summary>Makes a switch.</summary>
    /// <param name="file">The file whose presence engages it; null: only calls do.</param>
    public KillSwitch(string? file = null) => _file = file;

    /// <summary>Why it was engaged by a call; null where it was not.</summary>
    public string? Reason => _reason;

    /// <summary>How the switch stands now. Looks at the file each time.</summary>
    public KillSwitchState Read() => _reason is not null ? KillSwitchState.Engaged
        : _file is null ? KillSwitchState.NotConfigured
        : ReadFile(_file);

    /// <summary>Engages it until <see cref="Release"/>.</summary>
    /// <param name="reason">Why, for the person who finds it engaged.</param>
    public void Engage(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        _reason ??= reason;
    }

    /// <summary>Takes the call back; a file that is there still holds.</summary>
    public void Release() => _reason = null;

    private static KillSwitchState ReadFile(string file)
    {
        try
        {
            File.GetAttributes(file);
            return KillSwitchState.Engaged;
        }
        catch (FileNotFoundException)
        {
            return KillSwitchState.Released;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return KillSwitchState.Unreadable;
        }
    }
}
