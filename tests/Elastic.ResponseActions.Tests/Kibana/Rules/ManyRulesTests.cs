using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Kibana.Rules;

/// <summary>As many rules as Kibana takes at a time, and one more.</summary>
public sealed class ManyRulesTests
{
    private const int Most = 10_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TenThousandRules_EveryLimit_IsWhereTheContractHasIt()
    {
        await using var rig = await Rig.StartAsync(Face.Loopback);
        var rules = rig.Client.Rules;

        // The summary is not counted, so a whole export goes in again.
        Assert.Equal(Most, (await rules.ImportAsync(Lines(0, Most, "{\"exported_count\":10000}\n"), cancellationToken: Stop)).SuccessCount);

        // Both answers are many times larger than an answer may be otherwise.
        using var file = new MemoryStream();
        Assert.Equal(Most, (await rules.ExportAsync(file, cancellationToken: Stop)).RulesCount);
        Assert.True(file.Length > 4 * rig.Options.MaxResponseBytes, $"{file.Length} bytes");
        Assert.Equal(Most, (await rules.BulkAsync(RuleBulkAction.Enable, RuleSelection.All, cancellationToken: Stop)).Updated.Count);
        Assert.Equal(Most, (await rules.ExportRulesAsync(cancellationToken: Stop).CountAsync(Stop)));

        var edit = RuleBulkAction.Edit(JsonElement.Parse("""{"type":"add_tags","value":["x"]}"""));
        await IsRefusedAsync(async () => await rules.BulkAsync(edit, RuleSelection.All, cancellationToken: Stop), "More than 2000 rules matched the filter query. Try to narrow it down.");

        Assert.Equal(1, (await rules.ImportAsync(Lines(Most, 1), cancellationToken: Stop)).SuccessCount);
        await IsRefusedAsync(async () => await rules.BulkAsync(RuleBulkAction.Disable, RuleSelection.All, cancellationToken: Stop), "More than 10000 rules matched the filter query. Try to narrow it down.");
        await IsRefusedAsync(async () => await rules.ExportAsync(Stream.Null, RuleSelection.All, cancellationToken: Stop), "More than 10000 rules matched the filter query. Try to narrow it down.");
    }

    [Fact]
    public async Task ImportAsync_OneLineTooMany_IsRefusedUnsent()
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);

        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await rig.Client.Rules.ImportAsync(Lines(0, Most, """{"list_id":"l","name":"an exception list counts as well"}"""), cancellationToken: Stop));

        Assert.Contains("10001 rules, exception items and connectors; Kibana takes at most 10000 at a time. Split it.", error.Message, StringComparison.Ordinal);
        Assert.Empty(rig.Kibana.Requests);
    }

    // Kibana's limit is on the request, so a file of the limit's size is too large by the form around it.
    [Fact]
    public async Task ImportAsync_LargestFile_ArrivesAndAByteMoreIsRefusedUnsent()
    {
        await using var rig = await Rig.StartAsync(Face.Loopback);
        var largest = 10_485_760 - (int)FormBytes;

        Assert.True((await rig.Client.Rules.ImportAsync(Padded(largest), cancellationToken: Stop)).Success);
        var sent = rig.Kibana.Requests.Count;
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await rig.Client.Rules.ImportAsync(Padded(largest + 1), cancellationToken: Stop));

        Assert.Equal($"The file has {largest + 1} bytes, and the request around it 10485761; Kibana takes requests of at most 10485760. Split it. Nothing was sent.", error.Message);
        Assert.Equal(sent, rig.Kibana.Requests.Count);
    }

    private static long FormBytes => new ResponseActions.Kibana.MultipartForm().WithFile("file", "rules.ndjson", 0, static () => Stream.Null).Length;

    private static byte[] Padded(int length)
    {
        var file = Lines(0, 1);
        return [.. file, .. Enumerable.Repeat((byte)' ', length - file.Length)];
    }

    private static byte[] Lines(int from, int count, string more = "") => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(from, count).Select(i =>
        $$"""{"rule_id":"r-{{i}}","name":"n","type":"query","query":"*","description":"d","risk_score":1,"severity":"low"}""" + "\n")) + more);

    private static async Task IsRefusedAsync(Func<Task> call, string message)
    {
        var error = await Assert.ThrowsAsync<ResponseActionsException>(call);
        Assert.Equal((400, message), (error.StatusCode, error.ServerMessage));
    }
}
