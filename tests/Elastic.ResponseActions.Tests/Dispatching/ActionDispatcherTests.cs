using Elastic.ResponseActions.Dispatching;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>Actions that go as they should.</summary>
public abstract class ActionDispatcherTests(Face face)
{
    [Fact]
    public async Task DispatchAsync_Isolate_IsolatesTheHostAndIsConfirmed()
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1", "web-01");
        var action = rig.ByHand(ResponseActionCommand.Isolate, "a1") with { Comment = "beacon" };

        var operation = await rig.DispatchAsync(action);
        var outcome = await operation.WaitForCompletionAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(ActionOutcomeKind.Confirmed, outcome.Kind);
        Assert.True(host.IsIsolated);
        var stored = Assert.Single(rig.Kibana.Actions);
        Assert.Equal(stored.Id, operation.Id);
        Assert.Equal($"beacon {CorrelationToken.Of(ActionKey.Of(action, rig.Client.Destination))}", stored.Comment);
        Assert.Empty(stored.AlertIds);
        var entry = await rig.Ledger.FindAsync(ActionKey.Of(action, rig.Client.Destination), TestContext.Current.CancellationToken);
        Assert.Equal((ActionState.Settled, 1, stored.Id, ActionOutcomeKind.Confirmed), (entry!.State, entry.Attempts, entry.ActionId, entry.Outcome!.Kind));
    }

    [Fact]
    public async Task DispatchAsync_Kill_EndsTheProcess()
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1").AddProcess(4242, "evil", "e-1").AddProcess(4300, "good", "e-2");

        var byPid = await rig.RunAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "pid", 4242));
        var gonePid = await rig.RunAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "pid", 4244));
        var goneEntity = await rig.RunAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "entity_id", "e-1"));

        Assert.Equal((ActionOutcomeKind.Confirmed, false, "ra_kill-process_success_done"), (byPid.Kind, byPid.AlreadySo, byPid.Code));
        Assert.Equal((ActionOutcomeKind.Confirmed, true, "ra_kill-process_success_no-action"), (gonePid.Kind, gonePid.AlreadySo, gonePid.Code));
        Assert.Equal((ActionOutcomeKind.Failed, "ra_kill-process_error_not-found"), (goneEntity.Kind, goneEntity.Code));
        Assert.Equal("good", Assert.Single(host.Processes).Name);
    }

    [Fact]
    public async Task DispatchAsync_Suspend_SuspendsTheProcess()
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1").AddProcess(4242, "evil", "e-1");

        var outcome = await rig.RunAsync(rig.ByHand(ResponseActionCommand.SuspendProcess, "a1", "entity_id", "e-1"));

        Assert.Equal(ActionOutcomeKind.Confirmed, outcome.Kind);
        Assert.True(Assert.Single(host.Processes).IsSuspended);
    }

    [Fact]
    public async Task DispatchAsync_Release_FreesTheHost()
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1");
        host.IsIsolated = true;

        var outcome = await rig.RunAsync(rig.ByHand(ResponseActionCommand.Unisolate, "a1"));

        Assert.Equal(ActionOutcomeKind.Confirmed, outcome.Kind);
        Assert.False(host.IsIsolated);
    }

    [Fact]
    public async Task DispatchAsync_ProtectedProcess_IsFailedWithItsCode()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1").AddProcess(new FakeProcess { Pid = 8, EntityId = "e-1", IsProtected = true });

        var outcome = await rig.RunAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "entity_id", "e-1"));

        Assert.Equal((ActionOutcomeKind.Failed, "ra_kill-process_error_not-permitted"), (outcome.Kind, outcome.Code));
    }

    [Fact]
    public async Task DispatchAsync_DefendIsRemovedJustBefore_IsRefusedWithKibanasText()
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1");
        rig.Way.OnPost = (request, _) =>
        {
            host.HasDefend = false;
            return rig.Way.PassAsync(request);
        };

        var operation = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));

        Assert.Equal("Kibana refused it (400): The host does not have Elastic Defend integration installed", operation.Outcome.Reason);
        Assert.Equal(ActionOutcomeKind.Refused, operation.Outcome.Kind);
        Assert.Empty(rig.Kibana.Actions);
    }

    [Fact]
    public async Task DispatchAsync_HostGoesOffline_IsPendingPastTheDeadline()
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1");
        rig.Way.OnPost = (request, _) =>
        {
            host.GoOffline();
            return rig.Way.PassAsync(request);
        };

        var outcome = await rig.RunAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));

        Assert.Equal(ActionOutcomeKind.PendingPastDeadline, outcome.Kind);
        Assert.False(host.IsIsolated);
    }

    [Fact]
    public async Task DispatchAsync_SameActionTwice_IsSentOnceAndToldAsDuplicate()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));

        var operations = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await rig.Dispatcher.DispatchAsync(approved))));

        Assert.Single(rig.Way.Posts);
        Assert.Single(operations, static o => o.Outcome.Kind == ActionOutcomeKind.Sent);
        Assert.All(operations.Where(static o => o.Outcome.Kind != ActionOutcomeKind.Sent), static o =>
        {
            Assert.Equal(ActionOutcomeKind.Refused, o.Outcome.Kind);
            Assert.StartsWith("duplicate of the action that was intended at 2026-01-15T10:00:00", o.Outcome.Reason, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task DispatchAsync_ManyOnOneHost_KeepsTheirOrder()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        var approved = new List<ApprovedAction>();
        for (var i = 1; i <= 12; i++)
            approved.Add(await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "entity_id", $"e-{i}")));

        await Task.WhenAll(approved.Select(a => rig.Dispatcher.DispatchAsync(a).AsTask()));

        Assert.Equal(Enumerable.Range(1, 12).Select(static i => $"e-{i}"), rig.Kibana.Actions.Select(static a => a.Parameters!.Value.GetProperty("entity_id").GetString()));
    }

    [Fact]
    public async Task DispatchAsync_ApprovedForAnotherKibanaOrSpace_IsRefusedUnsent()
    {
        await using var rig = await Rig.StartAsync(face);
        await using var other = await Rig.StartAsync(Face.Loopback);
        rig.Kibana.AddEndpoint("a1");
        other.Kibana.AddEndpoint("a1");

        var fromOther = await rig.Dispatcher.DispatchAsync(await other.ApproveAsync(other.ByHand(ResponseActionCommand.Isolate, "a1")), TestContext.Current.CancellationToken);
        var otherSpace = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1") with { SpaceId = "ops" });

        Assert.Equal("it was approved for another Kibana", fromOther.Outcome.Reason);
        Assert.Equal("it belongs to space 'ops', and this dispatcher sends to space 'default'", otherSpace.Outcome.Reason);
        Assert.Empty(rig.Way.Posts);
    }

    [Fact]
    public async Task DispatchAsync_KillSwitchEngaged_HoldsAllButReleases()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1").IsIsolated = true;
        var kill = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "entity_id", "e-1"));
        var release = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Unisolate, "a1"));
        rig.Dispatcher.KillSwitch.Engage("drill");

        var held = await rig.Dispatcher.DispatchAsync(kill, TestContext.Current.CancellationToken);
        var sent = await rig.Dispatcher.DispatchAsync(release, TestContext.Current.CancellationToken);
        rig.Dispatcher.KillSwitch.Release();
        var afterwards = await rig.Dispatcher.DispatchAsync(kill, TestContext.Current.CancellationToken);

        Assert.Equal((ActionOutcomeKind.Held, ActionOutcomeKind.Sent, ActionOutcomeKind.Sent), (held.Outcome.Kind, sent.Outcome.Kind, afterwards.Outcome.Kind));
    }

    [Fact]
    public async Task DispatchAsync_TimeRunsOutAfterTheApproval_IsExpiredUnsent()
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1");
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "entity_id", "e-1") with
        {
            RequestId = null,
            RuleId = "rule",
            EventTime = rig.Time.GetUtcNow(),
            Evidence = [new AlertEvidence { AlertId = "1", AgentType = AgentType.Endpoint, HostId = host.HostId, HostName = host.Name, ProcessName = "evil" }],
        });
        rig.Time.Advance(TimeSpan.FromMinutes(16));

        var operation = await rig.Dispatcher.DispatchAsync(approved, TestContext.Current.CancellationToken);

        Assert.Equal(ActionOutcomeKind.Expired, operation.Outcome.Kind);
        Assert.Empty(rig.Way.Posts);
    }

    [Fact]
    public async Task DispatchAsync_NoPrivilegeKnown_IsRefusedUnsent()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        using var dispatcher = new ActionDispatcher(rig.Client, rig.Policy, rig.Ledger);

        var operation = await dispatcher.DispatchAsync(await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1")), TestContext.Current.CancellationToken);

        Assert.Equal(ActionOutcomeKind.Refused, operation.Outcome.Kind);
        Assert.Empty(rig.Way.Posts);
    }
}

public sealed class ActionDispatcherTestsInMemory() : ActionDispatcherTests(Face.InMemory);

public sealed class ActionDispatcherTestsOnLoopback() : ActionDispatcherTests(Face.Loopback);
