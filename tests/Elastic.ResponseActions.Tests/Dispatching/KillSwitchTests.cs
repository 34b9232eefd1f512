namespace Elastic.ResponseActions.Tests.Dispatching;

public sealed class KillSwitchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_File_EngagesByItsPresence()
    {
        var file = Path.Combine(_folder.FullName, "stop");
        var killSwitch = new KillSwitch(file);

        Assert.Equal(KillSwitchState.Released, killSwitch.Read());
        File.WriteAllText(file, "");
        Assert.Equal(KillSwitchState.Engaged, killSwitch.Read());
        File.Delete(file);
        Assert.Equal(KillSwitchState.Released, killSwitch.Read());
    }

    [Fact]
    public void Read_FolderOfTheFileIsGone_IsUnreadable() =>
        Assert.Equal(KillSwitchState.Unreadable, new KillSwitch(Path.Combine(_folder.FullName, "gone", "stop")).Read());

    [Fact]
    public void Read_NoFile_OnlyCallsEngage()
    {
        var killSwitch = new KillSwitch();

        Assert.Equal(KillSwitchState.NotConfigured, killSwitch.Read());
        killSwitch.Engage("first");
        killSwitch.Engage("second");
        Assert.Equal((KillSwitchState.Engaged, "first"), (killSwitch.Read(), killSwitch.Reason));
        killSwitch.Release();
        Assert.Equal(KillSwitchState.NotConfigured, killSwitch.Read());
    }
}
