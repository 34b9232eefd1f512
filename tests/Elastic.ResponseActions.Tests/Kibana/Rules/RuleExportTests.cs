using System.Text;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Kibana.Rules;

/// <summary>Exports come line by line; what was cut off, is too large or is no export is an error, and what is written until then are whole lines.</summary>
public sealed class RuleExportTests
{
    private const string A = """{"rule_id":"a","name":"n","type":"query"}""";
    private const string B = """{"rule_id":"b","name":"n","type":"query"}""";

    private static readonly KibanaOptions Options = new() { Address = new Uri("https://kibana.example"), MaxReadRetries = 0, MaxResponseBytes = 1024 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, "", "it ends after line 0 without a summary")]
    [InlineData(0, "<html></html>", "line 1 is no JSON")]
    [InlineData(0, "[]\n", "line 1 is no JSON object")]
    [InlineData(0, "{\"exported_rules_count\":2}\n", "its summary counts 2 rules, and 0 came")]
    [InlineData(1, A + "\n", "it ends after line 1 without a summary")]
    [InlineData(1, A + "\n{\"exported_rules_count\":2}\n", "its summary counts 2 rules, and 1 came")]
    [InlineData(1, A + "\n{\"exported_rules", "line 2 is no JSON")]
    [InlineData(2, A + "\n{\"exported_rules_count\":1}\n" + B + "\n", "line 3 comes behind the summary")]
    [InlineData(2, A + "\r\n\n" + B, "it ends after line 2 without a summary")]
    public async Task ExportAsync_NoWholeExport_IsAnErrorAndOnlyWholeLinesAreWritten(int lines, string body, string told)
    {
        using var file = new MemoryStream();

        var error = await Assert.ThrowsAnyAsync<Exception>(async () => await Answering(body).ExportAsync(file, cancellationToken: Stop));

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Equal(lines, Encoding.UTF8.GetString(file.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        if (lines == 0)
            Assert.IsType<ResponseActionsException>(error);
        else
            Assert.Equal(file.Length, Assert.IsType<FileDownloadException>(error).BytesWritten);
    }

    [Fact]
    public async Task ExportAsync_LineOrWholeTooLong_SaysWhichLimit()
    {
        var rules = Answering($"{A}\n{{\"rule_id\":\"{new string('x', 1100)}\"}}\n");
        var line = await Assert.ThrowsAsync<FileDownloadException>(async () => await rules.ExportAsync(Stream.Null, cancellationToken: Stop));
        var whole = await Assert.ThrowsAsync<ResponseActionsException>(async () => await rules.ExportAsync(Stream.Null, options: new RuleExportOptions { MaxBytes = 100 }, cancellationToken: Stop));

        Assert.Contains("line 2 is longer than 1024 bytes (KibanaOptions.MaxResponseBytes)", line.Message, StringComparison.Ordinal);
        Assert.Equal(A.Length + 1, line.BytesWritten);
        Assert.Contains("the file is larger than 100 bytes", whole.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportAsync_CutInPiecesAnywhere_IsTheSame()
    {
        var body = Encoding.UTF8.GetBytes($"{A}\n{{\"list_id\":\"l\"}}\n{B}\n{{\"exported_count\":2,\"missing_rules\":[{{\"rule_id\":\"gone\"}}]}}\n");
        for (var at = 0; at <= body.Length; at++)
        {
            using var file = new MemoryStream();

            var summary = await new ResponseActionsClient(new PiecewiseTransport(body, at), Options).Rules.ExportAsync(file, cancellationToken: Stop);

            Assert.Equal("2 rules, 1 missing", summary.ToString());
            Assert.Equal(body, file.ToArray());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExportRulesAsync_RuleThatCannotBeRead_EndsTheRead(bool isFirst)
    {
        var broken = """{"rule_id":"b","rule_id":"c","name":"n","type":"query"}""";
        List<string> given = [];

        var error = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var rule in Answering((isFirst ? "" : A + "\n") + broken + "\n{\"exported_rules_count\":2}").ExportRulesAsync(cancellationToken: Stop))
                given.Add(rule.RuleId);
        });

        Assert.Equal(isFirst ? [] : ["a"], given);
        Assert.IsType(isFirst ? typeof(ResponseActionsException) : typeof(FileDownloadException), error);
        Assert.Contains($"line {(isFirst ? 1 : 2)} is no rule that can be read", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Face.InMemory)]
    [InlineData(Face.Loopback)]
    public async Task ExportAsync_EveryOption_IsKeptTo(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        var rules = rig.Client.Rules;
        foreach (var id in (string[])["r-1", "r-2"])
            await rules.CreateAsync(RuleRoutesTests.Rule(id), Stop);
        var stored = await rules.GetAsync(RuleKey.OfRuleId("r-1"), Stop);
        using var whole = new MemoryStream();
        using var bare = new MemoryStream();
        using var selected = new MemoryStream();

        var named = await rules.ExportAsync(whole, ["r-1"], new RuleExportOptions { FileName = "mine.ndjson" }, Stop);
        await rules.ExportAsync(bare, options: new RuleExportOptions { ExcludeExportDetails = true }, cancellationToken: Stop);
        var bulk = await rules.ExportAsync(selected, RuleSelection.Ids(stored!.Id!), cancellationToken: Stop);
        var read = await rules.ExportRulesAsync(["r-2", "gone"], cancellationToken: Stop).ToListAsync(Stop);

        Assert.Equal("mine.ndjson", named.FileName);
        Assert.Contains("file_name=mine.ndjson", rig.Kibana.Requests.First(request => request.Path.Contains("_export", StringComparison.Ordinal)).Path, StringComparison.Ordinal);
        Assert.Equal((2, 2, 2), (Lines(whole), Lines(bare), Lines(selected)));
        Assert.DoesNotContain("exported_count", Encoding.UTF8.GetString(bare.ToArray()), StringComparison.Ordinal);
        Assert.Equal((1, null), (bulk.RulesCount, bulk.FileName));
        Assert.Equal("r-2", Assert.Single(read).RuleId);
        Assert.True(whole.CanWrite, "the stream stays open");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\r\nb")]
    [InlineData("a\"b")]
    public async Task ExportAsync_BadName_IsRefusedUnsent(string name)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await Answering("").ExportAsync(Stream.Null, options: new RuleExportOptions { FileName = name }, cancellationToken: Stop));

        Assert.EndsWith("Nothing was sent.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportAsync_ConnectionBreaks_TellsWhatIsWrittenAndDoesNotBeginAgain()
    {
        await using var rig = await Rig.StartAsync(Face.Loopback);
        for (var i = 0; i < 20; i++)
            await rig.Client.Rules.CreateAsync(RuleRoutesTests.Rule($"r-{i}"), Stop);
        rig.Kibana.Faults.Add("*/_export", FakeFaultEffect.Cut(5000));
        using var file = new MemoryStream();

        var error = await Assert.ThrowsAsync<FileDownloadException>(async () => await rig.Client.Rules.ExportAsync(file, cancellationToken: Stop));

        Assert.Equal(file.Length, error.BytesWritten);
        Assert.InRange(file.Length, 1, 5000);
        Assert.Equal((byte)'\n', file.ToArray()[^1]);
        Assert.Single(rig.Kibana.Requests, request => request.Path.Contains("_export", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExportRulesAsync_ReaderStopsInTheMiddle_LeavesNoRequestBehind()
    {
        await using var rig = await Rig.StartAsync(Face.Loopback);
        for (var i = 0; i < 100; i++)
            await rig.Client.Rules.CreateAsync(RuleRoutesTests.Rule($"r-{i}"), Stop);

        await foreach (var rule in rig.Client.Rules.ExportRulesAsync(cancellationToken: Stop))
        {
            Assert.StartsWith("r-", rule.RuleId, StringComparison.Ordinal);
            break;
        }

        Assert.Equal(100, (await rig.Client.Rules.ExportRulesAsync(cancellationToken: Stop).ToListAsync(Stop)).Count);
    }

    private static RuleRoutes Answering(string body) =>
        new ResponseActionsClient(new ScriptedTransport(_ => FaultTransport.Answer(200, body, "application/ndjson")), Options).Rules;

    private static int Lines(MemoryStream file) => file.ToArray().Count(letter => letter == '\n');

    private sealed class PiecewiseTransport(byte[] body, int at) : IResponseActionTransport
    {
        public Func<Uri, IResponseActionTransport>? ForSelfTest => null;

        public async ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
        {
            await request.BodyTarget!.WriteAsync(body.AsMemory(0, at), cancellationToken);
            await request.BodyTarget.WriteAsync(body.AsMemory(at), cancellationToken);
            return new TransportResponse { StatusCode = 200, Headers = [new("content-type", "application/ndjson")] };
        }
    }
}
