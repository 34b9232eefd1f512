using System.Text;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Tests.Input;

public sealed class ConfigFileTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly InputFiles _files = new(Stream.Null);

    [Fact]
    public void Convert_Yaml_KeepsEachValueOnItsLine()
    {
        const string Yaml = """
            # a comment
            version: 1
            mode:
              default: dry-run

              rules:
                - rule_id: "1"
                  mode: enforce
                - { tag: x, mode: approve }
            allow_pid: true
            none: ~
            ratio: 1.5
            window: 10m
            """;

        var json = Encoding.UTF8.GetString(YamlJson.Convert(Yaml));

        Assert.Equal(
            """{"version":1,"mode":{"default":"dry-run","rules":[{"rule_id":"1","mode":"enforce"},{"tag":"x","mode":"approve"}]},"allow_pid":true,"none":null,"ratio":1.5,"window":"10m"}""",
            json.Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal([2, 4, 7, 8, 9, 10, 11, 12, 13], Lines(LocatedJson.Parse(Encoding.UTF8.GetBytes(json))).Distinct());
    }

    [Theory]
    [InlineData("a: 1\nb: ]\nc: 1", 2)]
    [InlineData("a: &x 1\nb: 2", 1)]
    [InlineData("a: 1\n---\nb: 2", 2)]
    [InlineData("? [a]\n: 1", 1)]
    public void Convert_WhatJsonHasNoFormFor_IsNamedWithItsLine(string yaml, int line) =>
        Assert.Equal(line, Assert.Throws<LocatedJsonException>(() => YamlJson.Convert(yaml)).Line);

    [Theory]
    [InlineData("{\n \"a\": 1,\n \"a\": 2\n}", ":3: the key `a` stands twice.")]
    [InlineData("{\n \"a\": 1\n", ":3: not JSON")]
    [InlineData("{}\n{}", ":2: not JSON")]
    public void Read_BrokenJson_IsNamedWithItsLine(string json, string expected)
    {
        var file = _scratch.Write("mapping.json", json);

        Assert.StartsWith(file + expected, Assert.Throws<BadInputException>(() => MappingFile.Read(file, _files)).Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Mapping_LaysTypesOverTheBuiltInTable()
    {
        var table = MappingFile.Read(_scratch.Write("mapping.json", """{"my.number":"integer","process.name":"match_only_text"}"""), _files);

        Assert.True(table.TryGetType("my.number", out var number));
        Assert.True(table.TryGetType("process.name", out var name));
        Assert.Equal((FieldType.Long, FieldType.Text), (number, name));
    }

    [Fact]
    public void Read_MappingErrors_AreAllNamedWithTheirLines()
    {
        var file = _scratch.Write("mapping.json", "{\n\"a\": \"string\",\n\"b\": 1\n}");

        var errors = Assert.Throws<BadInputException>(() => MappingFile.Read(file, _files)).Errors;

        Assert.Equal([$"{file}:2: `a` has no type", $"{file}:3: `b` has no type"], errors.Select(error => error[..(file.Length + 19)]));
    }

    public void Dispose() => _scratch.Dispose();

    private static IEnumerable<int> Lines(LocatedJson value) =>
        value.Members.Count + value.Items.Count == 0
            ? [value.Line]
            : value.Members.Select(member => member.Value).Concat(value.Items).SelectMany(Lines);
}
