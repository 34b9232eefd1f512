using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.World.Commands;

/// <summary><c>cancel</c>: the host gives up another action that it has not finished.</summary>
internal static class CancelCommand
{
    public static HostResult Cancel(HostTask task)
    {
        if (task.Text("id") is not { } id || task.World.FindAction(id) is not { } target || !task.Host.Outstanding.Contains(target))
            return new HostResult("error_not-found", "The action to cancel was not found, or is complete");
        if (!task.Misbehaves(FakeMisbehaviour.CancelLeavesTargetPending))
            End(task, target);
        if (task.Misbehaves(FakeMisbehaviour.CancelHitsTwo) && task.Host.Outstanding.FirstOrDefault(other => other != target) is { } second)
            End(task, second);
        return HostResult.Done;
    }

    private static void End(HostTask task, FakeAction target) => task.World.Answered(target, task.Host.AgentId, new AgentAnswer
    {
        At = task.At,
        FromEndpoint = true,
        Error = "The action was canceled",
        IsCanceled = true,
        Output = new ActionOutputBody
        {
            Type = "json",
            Content = new ActionOutputContent { Code = $"ra_{target.Command}_error_canceled", CanceledBy = "action", CanceledId = task.Action.Id },
        },
    });
}
