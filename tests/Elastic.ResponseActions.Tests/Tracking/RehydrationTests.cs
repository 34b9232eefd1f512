using System.Buffers.Text;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Tracking;

public sealed class RehydrationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Face.InMemory)]
    [InlineData(Face.Loopback)]
    public async Task Rehydrate_TokenOfASentAction_WaitsForItElsewhere(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1", "web-01");
        var token = (await rig.Dispatcher.ByHand.IsolateAsync(new EndpointId("a1"), cancellationToken: Stop)).GetRehydrationToken();
        var elsewhere = new ResponseActionsClient(rig.Way, rig.Options, rig.Time);

        var operation = ActionOperation.Rehydrate(elsewhere, token);

        Assert.Equal(ActionOutcomeKind.Confirmed, (await operation.WaitForCompletionAsync(cancellationToken: Stop)).Kind);
        Assert.True(operation.Isolation is { Isolated: true, ToldToBeIsolated: true, ReportAge: not null, AnswerAge: not null, ReportedSince: true });
        Assert.DoesNotContain(rig.Kibana.ApiKey, token, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehydrate_OtherSpace_IsRefused()
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);
        rig.Kibana.AddEndpoint("a1", "web-01");
        var token = (await rig.Dispatcher.ByHand.IsolateAsync(new EndpointId("a1"), cancellationToken: Stop)).GetRehydrationToken();
        var elsewhere = new ResponseActionsClient(rig.Way, rig.Options with { SpaceId = "ops" }, rig.Time);

        Assert.StartsWith("The action was sent to http", Assert.Throws<ArgumentException>(() => ActionOperation.Rehydrate(elsewhere, token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetRehydrationToken_NothingSent_Throws()
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);

        var operation = await rig.Dispatcher.ByHand.IsolateAsync(new EndpointId("nobody"), cancellationToken: Stop);

        Assert.Equal("isolate on 'nobody' was not sent (Refused); there is nothing to take up.", Assert.Throws<InvalidOperationException>(operation.GetRehydrationToken).Message);
    }

    [Theory]
    [InlineData("no token!")]
    [InlineData("e30")]
    [InlineData("eyJ2IjoyfQ")]
    [InlineData("eyJ2IjoxLCJraWJhbmEiOiJ4In0")]
    [InlineData("W10")]
    [InlineData("_w")]
    public async Task Rehydrate_NoToken_IsAFormatError(string token)
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);

        Assert.Throws<FormatException>(() => ActionOperation.Rehydrate(rig.Client, token));
        Assert.Throws<FormatException>(() => ActionOperation.Rehydrate(rig.Client, Base64Url.EncodeToString(new byte[5000])));
    }
}
