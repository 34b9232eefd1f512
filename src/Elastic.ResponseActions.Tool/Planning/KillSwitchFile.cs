namespace Elastic.ResponseActions.Tool.Planning;

/// <summary>Looks for the policy's kill switch: a file that engages it by being there.</summary>
internal static class KillSwitchFile
{
    public static KillSwitchState Read(ResponsePolicy policy)
    {
        if (policy.KillSwitchFile is not { } file)
            return KillSwitchState.NotConfigured;

        try
        {
            File.GetAttributes(file);
            return KillSwitchState.Engaged;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return KillSwitchState.Released;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return KillSwitchState.Unreadable;
        }
    }
}
