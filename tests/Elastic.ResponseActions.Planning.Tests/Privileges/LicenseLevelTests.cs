namespace Elastic.ResponseActions.Planning.Tests.Privileges;

public sealed class LicenseLevelTests
{
    private static readonly LicenseLevel[] Ordered =
        [LicenseLevel.None, LicenseLevel.Basic, LicenseLevel.Standard, LicenseLevel.Gold, LicenseLevel.Platinum, LicenseLevel.Enterprise, LicenseLevel.Trial];

    [Fact]
    public void Includes_FollowsTheOrder()
    {
        for (var left = 0; left < Ordered.Length; left++)
        {
            for (var right = 0; right < Ordered.Length; right++)
            {
                Assert.Equal(left >= right, Ordered[left].Includes(Ordered[right]));
                Assert.Equal(left < right, Ordered[left] < Ordered[right]);
                Assert.Equal(left <= right, Ordered[left] <= Ordered[right]);
                Assert.Equal(left > right, Ordered[left] > Ordered[right]);
                Assert.Equal(left >= right, Ordered[left] >= Ordered[right]);
            }
        }
    }

    [Fact]
    public void Includes_UnknownName_CountsAsNone() => Assert.False(new LicenseLevel("diamond").Includes(LicenseLevel.Basic));

    [Theory]
    [InlineData("isolate", "host_isolation_all", "isolation")]
    [InlineData("unisolate", "host_isolation_all", "isolation")]
    [InlineData("kill-process", "process_operations_all", "kill_process")]
    [InlineData("suspend-process", "process_operations_all", "suspend_process")]
    [InlineData("runscript", "execute_operations_all", "runscript")]
    [InlineData("execute", "execute_operations_all", "execute")]
    [InlineData("running-processes", "process_operations_all", "running_processes")]
    [InlineData("get-file", "file_operations_all", "get_file")]
    [InlineData("upload", "file_operations_all", "upload_file")]
    [InlineData("scan", "scan_operations_all", "scan")]
    [InlineData("memory-dump", "execute_operations_all", null)]
    [InlineData("cancel", null, "cancel")]
    [InlineData("reboot", null, null)]
    public void For_Command_GivesPrivilegeAndCapability(string command, string? privilege, string? capability)
    {
        Assert.Equal(privilege, EndpointPrivilege.For(new ResponseActionCommand(command))?.Id);
        Assert.Equal(capability, EndpointCapability.For(new ResponseActionCommand(command))?.Name);
    }
}
