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

    [Theory, BothFaces]
    public async Task Rehydrate_OtherSpace_IsRefused(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1", "web-01");
        var token = (await rig.Dispatcher.ByHand.IsolateAsync(new EndpointId("a1"), cancellationToken: Stop)).GetRehydrationToken();
        var elsewhere = new ResponseActionsClient(rig.Way, rig.Options with { SpaceId = "ops" }, rig.Time);

        Assert.StartsWith("The action was sent to http", Assert.Throws<ArgumentException>(() => ActionOperation.Rehydrate(elsewhere, token)).Message, StringComparison.Ordinal);
    }

    [Theory, BothFaces]
    public async Task GetRehydrationToken_NothingSent_Throws(Face face)
    {
        await using var rig = await Rig.StartAsync(face);

        var operation = await rig.Dispatcher.ByHand.IsolateAsync(new EndpointId("nobody"), cancellationToken: Stop);

        Assert.Equal("isolate on 'nobody' was not sent (Refused); there is nothing to take up.", Assert.Throws<InvalidOperationException>(operation.GetRehydrationToken).Message);
    }

    [Theory]
    [InlineData(Face.InMemory, "no token!")]
    [InlineData(Face.Loopback, "no token!")]
    [InlineData(Face.InMemory, "e30")]
    [InlineData(Face.Loopback, "e30")]
    [InlineData(Face.InMemory, "eyJ2IjoyfQ")]
    [InlineData(Face.Loopback, "eyJ2IjoyfQ")]
    [InlineData(Face.InMemory, "eyJ2IjoxLCJraWJhbmEiOiJ4In0")]
    [InlineData(Face.Loopback, "eyJ2IjoxLCJraWJhbmEiOiJ4In0")]
    [InlineData(Face.InMemory, "W10")]
    [InlineData(Face.Loopback, "W10")]
    [InlineData(Face.InMemory, "_w")]
    [InlineData(Face.Loopback, "_w")]
    public async Task Rehydrate_NoToken_IsAFormatError(Face face, string token)
    {
        await using var rig = await Rig.StartAsync(face);

        Assert.Throws<FormatException>(() => ActionOperation.Rehydrate(rig.Client, token));
        Assert.Throws<FormatException>(() => ActionOperation.Rehydrate(rig.Client, Base64Url.EncodeToString(new byte[5000])));
    }
}
