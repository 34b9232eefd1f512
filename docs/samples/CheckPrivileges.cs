namespace Elastic.ResponseActions.Samples;

/// <summary>The code of docs/privileges.md.</summary>
internal static class CheckPrivileges
{
    public static async Task<DispatchOptions> RunAsync(ResponseActionsClient client, IResponseActionTransport elasticsearch)
    {
        PrivilegeReport report = await client.CheckPrivilegesAsync(new PrivilegePlan { Commands = [ResponseActionCommand.Isolate] }, elasticsearch);
        foreach (PrivilegeFinding finding in report.Findings)
            Console.WriteLine(finding);

        return new DispatchOptions { Rights = report.Rights };
    }
}
