using System.Text;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Tests.Input;

public sealed class EventOverlayTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("""{"set":{"agent.id":"a"}}""", """{"x":1}""", """{"x":1,"agent":{"id":"a"}}""")]
    [InlineData("""{"set":{"agent.id":"a"}}""", """{"agent":{"type":"endpoint"},"x":1}""", """{"agent":{"type":"endpoint","id":"a"},"x":1}""")]
    [InlineData("""{"set":{"agent.id":"a"}}""", """{"agent":{"id":null}}""", """{"agent":{"id":"a"}}""")]
    [InlineData("""{"set":{"agent.id":"a"}}""", """{"agent.id":"b"}""", """{"agent.id":"b"}""")]
    [InlineData("""{"set":{"agent.id":"a"}}""", """{"agent":{"id":"b"}}""", """{"agent":{"id":"b"}}""")]
    [InlineData("""{"set":{"agent.id":"a"}}""", """{"agent":"text"}""", """{"agent":"text"}""")]
    [InlineData("""{"when":{"agent.id":null},"set":{"host.id":"h"}}""", """{"agent":{"id":"b"}}""", """{"agent":{"id":"b"}}""")]
    [InlineData("""{"when":{"os":"linux","n":1},"set":{"host.id":"h"}}""", """{"os":"linux","n":1}""", """{"os":"linux","n":1,"host":{"id":"h"}}""")]
    [InlineData("""{"when":{"os":"linux"},"set":{"host.id":"h"}}""", """{"os":"macos"}""", """{"os":"macos"}""")]
    [InlineData("""{"set":{"a.pid":4,"a.on":true,"a.tags":["x"]}}""", "{}", """{"a":{"pid":4,"on":true,"tags":["x"]}}""")]
    [InlineData("""{"set":{"a":"1"}},{"when":{"a":null},"set":{"a":"2","b":"3"}}""", "{}", """{"a":"1","b":"3"}""")]
    [InlineData("""{"set":{"a":"h-${hash:missing:9}"}}""", "{}", "{}")]
    public void Apply_Entry_AddsOnlyWhatTheEventLacks(string entries, string document, string expected) =>
        Assert.Equal(expected, Apply($"[{entries}]", document, "id-1"));

    [Fact]
    public void Apply_Hash_IsFnv1AModuloN()
    {
        // FNV-1a, 64 bits, of "a" is 0xaf63dc4c8601ec8c; of "foobar" 0x85944171f73967e8 (the algorithm's published vectors).
        Assert.Equal(
            """{"host":{"name":"foobar","id":"h-968-996"},"pid":968}""",
            Apply("""[{"set":{"host.id":"h-${hash:host.name:1000}-${hash:_id:1000}","pid":"${hash:host.name:1000}"}}]""", """{"host":{"name":"foobar"}}""", "a"));
        Assert.Equal(996UL, 0xaf63dc4c8601ec8cUL % 1000);
        Assert.Equal(968UL, 0x85944171f73967e8UL % 1000);
    }

    [Fact]
    public void Apply_NothingToAdd_ReturnsTheSameBytes()
    {
        var document = Encoding.UTF8.GetBytes("""{ "agent" : {"id":"b", "id2":1.0} }""").AsMemory();

        Assert.Equal(document, Overlay("""[{"set":{"agent.id":"a"}}]""").Apply(document, "x"));
    }

    [Fact]
    public void Read_Errors_AreAllNamedWithTheirLines()
    {
        var file = _scratch.Write("overlay.json", """
            [
              { "when": 1, "set": { "a..b": 1 } },
              { "wen": {} },
              { "set": { "a": null,
                         "b": "${hash:x}" } }
            ]
            """);

        var errors = Assert.Throws<BadInputException>(() => OverlayFile.Read(file, new InputFiles(Stream.Null))).Errors;

        Assert.Equal(
            [
                $"{file}:2: expected an object of fields and values.",
                $"{file}:2: `a..b` is no field name.",
                $"{file}:3: `wen` is not known here. Members: when, set.",
                $"{file}:3: `set` is missing: {{\"set\": {{\"field\": \"value\"}}}}.",
                $"{file}:4: a field is set to a text, a number, true, false or a list of them.",
                $"{file}:5: `${{hash:x}}` has a template that is not known; write ${{hash:FIELD:N}} with N from 1 to 999,999,999.",
            ],
            errors);
    }

    public void Dispose() => _scratch.Dispose();

    private EventOverlay Overlay(string json) => OverlayFile.Read(_scratch.Write("overlay.json", json), new InputFiles(Stream.Null));

    private string Apply(string overlay, string document, string id) =>
        Encoding.UTF8.GetString(Overlay(overlay).Apply(Encoding.UTF8.GetBytes(document), id).Span);
}
