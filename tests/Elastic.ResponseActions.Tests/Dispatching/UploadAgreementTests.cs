using System.Text;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>The file that Kibana says it stored is compared with the one that was sent: another one on a host is an alarm, not a success.</summary>
public sealed class UploadAgreementTests
{
    private static readonly EndpointId A1 = new("a1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Face.InMemory)]
    [InlineData(Face.Loopback)]
    public async Task SendAsync_SameFile_IsSentAndItsHashTold(Face face)
    {
        await using var rig = await StartAsync(face);

        var operation = await rig.Dispatcher.ByHand.SendAsync(A1, Upload(), WaitUntil.Completed, Stop);

        Assert.Equal(ActionOutcomeKind.Confirmed, operation.Outcome.Kind);
        Assert.Equal("709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c", operation.Details!.Parameters.GetProperty("file_sha256").GetString());
    }

    [Theory]
    [InlineData("\"file_sha256\":\"70", "\"file_sha256\":\"71", "names another file: its SHA-256 is 719e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c, and a file of 709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c was sent")]
    [InlineData("\"file_size\":3", "\"file_size\":4", "names a file of 4 bytes, and one of 3 was sent")]
    public async Task SendAsync_AnotherFile_IsAnAlarmAndStopsEverything(string told, string instead, string problem)
    {
        await using var rig = await StartAsync(Face.InMemory);
        rig.Kibana.Faults.Add("*/action/upload", FakeFaultEffect.Rewrite(body => body.Replace(told, instead, StringComparison.Ordinal)));

        var operation = await rig.Dispatcher.ByHand.SendAsync(A1, Upload(), cancellationToken: Stop);

        Assert.Equal(ActionOutcomeKind.Parked, operation.Outcome.Kind);
        Assert.Equal($"ALARM: the answer {problem}. Look at that host now; all sends are stopped", operation.Outcome.Reason);
        Assert.NotEqual(ActionOutcomeKind.Sent, (await rig.Dispatcher.ByHand.SendAsync(A1, Upload(), cancellationToken: Stop)).Outcome.Kind);
        Assert.Single(rig.Way.Posts);
    }

    [Fact]
    public async Task SendAsync_AnswerLostAndAnotherFileListed_IsAnAlarm()
    {
        await using var rig = await StartAsync(Face.InMemory);
        rig.Way.OnPost = async (request, _) =>
        {
            await rig.Way.PassAsync(request);
            throw new TransportException("the answer is lost", mayHaveArrived: true);
        };
        rig.Kibana.Faults.Add("/api/endpoint/action", FakeFaultEffect.Rewrite(body => body.Replace("\"file_size\":3", "\"file_size\":4", StringComparison.Ordinal)));

        var operation = await rig.Dispatcher.ByHand.SendAsync(A1, Upload(), cancellationToken: Stop);

        Assert.Equal(ActionOutcomeKind.Parked, operation.Outcome.Kind);
        Assert.Contains("names a file of 4 bytes, and one of 3 was sent", operation.Outcome.Reason, StringComparison.Ordinal);
    }

    private static UploadRequest Upload() => new() { FileName = "x.bin", Open = static () => new MemoryStream(Encoding.ASCII.GetBytes("\0\0\0")) };

    private static async Task<Rig> StartAsync(Face face)
    {
        var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1", "web-01");
        return rig;
    }
}
