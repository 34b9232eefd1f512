using System.IO.Compression;
using System.Text;
using Elastic.ResponseActions.Tests.Support;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Tests.Input;

public sealed class EventReaderTests : IDisposable
{
    private const string Good = """{"event":{"id":"good"}}""";

    private readonly Scratch _scratch = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("""{"_id":"h1","_index":"logs-a","_source":{"event":{"id":"e1"}}}""", "h1", "logs-a", """{"event":{"id":"e1"}}""")]
    [InlineData("""{"_source":{"event.id":"e1"},"_id":"h1"}""", "h1", "", """{"event.id":"e1"}""")]
    [InlineData("""{"_id":"h1","event":{"id":"e1"}}""", "h1", "", """{"_id":"h1","event":{"id":"e1"}}""")]
    [InlineData("""{"event":{"id":"e1"},"kibana.alert.uuid":"u1"}""", "u1", "", """{"event":{"id":"e1"},"kibana.alert.uuid":"u1"}""")]
    [InlineData("""{"kibana":{"alert":{"uuid":"u1"}}}""", "u1", "", """{"kibana":{"alert":{"uuid":"u1"}}}""")]
    [InlineData("""{"kibana.alert":{"uuid":"u1"}}""", "u1", "", """{"kibana.alert":{"uuid":"u1"}}""")]
    [InlineData("""{"event":{"id":7}}""", "line:1", "", """{"event":{"id":7}}""")]
    [InlineData("""{ }""", "line:1", "", """{ }""")]
    public void Read_EachShape_TakesIdIndexAndTheDocumentAsItStands(string line, string id, string index, string document)
    {
        var read = Assert.Single(Read(_scratch.Write("a.ndjson", line)));

        Assert.Equal((id, index, document), (read.Id, read.Index, read.Document));
        Assert.Equal("", _error.ToString());
    }

    [Theory]
    [InlineData("""{"a":1""", "not JSON")]
    [InlineData("""{"a":1}x""", "not JSON")]
    [InlineData("""[1]""", "the event is not a JSON object")]
    [InlineData("""17""", "the event is not a JSON object")]
    [InlineData("""{"_id":"x","_source":[]}""", "`_source` is not a JSON object")]
    [InlineData("""{"_source":{},"_source":{}}""", "more than one `_source`")]
    [InlineData("""{"agent":{"id":"a"},"agent":{"id":"b"}}""", "2 `agent.id` keys")]
    [InlineData("""{"agent":{"id":"a"},"agent.id":"a"}""", "2 `agent.id` keys")]
    [InlineData("""{"agent":{"id":"a","\u0069d":"b"}}""", "2 `agent.id` keys")]
    [InlineData("""{"event":{"id":"\ud800"}}""", "not valid Unicode")]
    public void Read_BrokenLine_IsNamedAndTheRestGoesOn(string line, string reason)
    {
        var file = _scratch.Write("a.ndjson", $"{Good}\n{line}\n{Good}\n");

        Assert.Equal([1, 3], Read(file).Select(read => read.Line));
        Assert.StartsWith($"{file}:2: ", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains(reason, _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":", "1", "}")]
    [InlineData("{\"agent\":", "{}", "}")]
    [InlineData("[", "", "]")]
    public void Read_Depth_SixtyFourIsReadAndSixtyFiveIsNot(string open, string middle, string close)
    {
        // The document's own braces are the first level.
        string Nest(int levels) => "{\"a\":" + string.Concat(Enumerable.Repeat(open, levels - 1)) + middle + string.Concat(Enumerable.Repeat(close, levels - 1)) + "}";
        var extra = middle == "{}" ? 1 : 0;
        var file = _scratch.Write("a.ndjson", $"{Nest(64 - extra)}\n{Nest(65 - extra)}\n{Nest(20_000)}\n");

        Assert.Equal([1], Read(file).Select(read => read.Line));
        Assert.Equal($"{file}:2: the event nests deeper than 64 levels.\n{file}:3: the event nests deeper than 64 levels.\n", _error.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Read_InvalidUtf8_IsNamed()
    {
        var file = _scratch.Write("a.ndjson", [.. "{\"a\":\""u8, 0xff, .. "\"}"u8]);

        Assert.Empty(Read(file));
        Assert.Equal($"{file}:1: not UTF-8.", _error.ToString().Trim());
    }

    [Theory]
    [InlineData(1024 * 1024, 1)]
    [InlineData((1024 * 1024) + 1, 0)]
    [InlineData(5 * 1024 * 1024, 0)]
    public void Read_LargeEvent_OneMebibyteIsTheLimit(int bytes, int expected)
    {
        const string Frame = """{"a":""}""";
        var large = $"{{\"a\":\"{new string('x', bytes - Frame.Length)}\"}}";
        var file = _scratch.Write("a.ndjson", $"{{\"_id\":\"1\",\"_source\":{large}}}\n{Good}\n");

        Assert.Equal(expected + 1, Read(file).Count);
        Assert.Equal(expected == 1 ? "" : $"{file}:1: the event is larger than 1 MiB.", _error.ToString().Trim());
    }

    [Fact]
    public void Read_LineWithoutEnd_HoldsNoMoreThanTheLimit()
    {
        using var endless = new RepeatingStream((byte)'x', length: 256L * 1024 * 1024);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var lines = new LineReader(endless, EventReader.MaxEventBytes);

        Assert.True(lines.Read());
        Assert.True(lines.IsTooLong);
        Assert.False(lines.Read());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * 1024 * 1024);
    }

    [Fact]
    public void Read_Gzip_IsToldByItsBytesNotItsName()
    {
        var file = _scratch.Write("events", Gzip($"{Good}\n{Good}\n"));

        Assert.Equal(2, Read(file).Count);
    }

    [Fact]
    public void Read_TruncatedGzip_IsNamedAndWhatWasReadCounts()
    {
        // Random ids do not compress, so that cutting the file cuts events off.
        var random = new Random(7);
        var events = string.Concat(Enumerable.Range(0, 5_000).Select(_ => $"{{\"event\":{{\"id\":\"{random.NextInt64()}\"}}}}\n"));
        var whole = Gzip(events);
        var file = _scratch.Write("a.ndjson.gz", whole[..(whole.Length / 2)]);
        var after = _scratch.Write("b.ndjson", Good);

        var read = Read(file, after);

        Assert.InRange(read.Count, 1_000, 4_000);
        Assert.Equal("good", read[^1].Id);
        var error = Assert.Single(_error.ToString().Trim().Split('\n'));
        Assert.StartsWith($"{file}:{read.Count}: the file ends here", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BlankLinesCarriageReturnsAndByteOrderMark_AreNoEvents()
    {
        var file = _scratch.Write("a.ndjson", $"\uFEFF{Good}\r\n\r\n  \n{Good}");

        Assert.Equal([1, 4], Read(file).Select(read => read.Line));
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public void Expand_MissingPathsAndEmptyFolder_AreAllNamed()
    {
        var thrown = Assert.Throws<BadInputException>(() => InputFiles.Expand(["/no/such", _scratch.Folder], ".ndjson"));

        Assert.Equal(["/no/such: there is no such file or folder.", $"{_scratch.Folder}: the folder holds no .ndjson file."], thrown.Errors);
    }

    public void Dispose() => _scratch.Dispose();

    private List<(string Id, string Index, string Document, int Line)> Read(params string[] files) =>
        [.. new EventReader(new InputFiles(Stream.Null), new InputProblems(_error)).Read(files)
            .Select(read => (read.Id, Encoding.UTF8.GetString(read.Index.Span), Encoding.UTF8.GetString(read.Document.Span), read.Place.Line))];

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(text));

        return bytes.ToArray();
    }
}
