using System.Text;
using Elastic.ResponseActions.Matching.Execution.Analysis;

namespace Elastic.ResponseActions.Matching.Tests.Fields;

public sealed class FieldTypeTableTests
{
    [Theory]
    [InlineData("process.name", FieldType.Keyword)]
    [InlineData("process.name.text", FieldType.Text)]
    [InlineData("process.name.caseless", FieldType.Keyword)]
    [InlineData("process.command_line", FieldType.Wildcard)]
    [InlineData("registry.data.strings", FieldType.Wildcard)]
    [InlineData("url.full", FieldType.Wildcard)]
    [InlineData("message", FieldType.Text)]
    [InlineData("@timestamp", FieldType.Date)]
    [InlineData("source.ip", FieldType.Ip)]
    [InlineData("destination.port", FieldType.Long)]
    [InlineData("process.pid", FieldType.Long)]
    [InlineData("event.risk_score", FieldType.Double)]
    [InlineData("data_stream.dataset", FieldType.ConstantKeyword)]
    [InlineData("process.code_signature.trusted", FieldType.Boolean)]
    [InlineData("dll.Ext.relative_file_creation_time", FieldType.Double)]
    [InlineData("process.parent.Ext.real.pid", FieldType.Long)]
    [InlineData("process.Ext.memory_region.region_base", FieldType.Long)]
    [InlineData("threat.enrichments", FieldType.Nested)]
    [InlineData("file.elf.sections", FieldType.Nested)]
    [InlineData("file.elf.exports", FieldType.Flattened)]
    [InlineData("client.geo.location", FieldType.Other)]
    [InlineData("powershell.file.script_block_text", FieldType.Text)]
    [InlineData("powershell.file.script_block_entropy_bits", FieldType.Double)]
    public void TryGetType_BuiltIn(string field, FieldType expected)
    {
        Assert.True(FieldTypeTable.BuiltIn.TryGetType(field, out var type));
        Assert.Equal(expected, type);
        Assert.True(FieldTypeTable.BuiltIn.TryGetType(Encoding.UTF8.GetBytes(field), out type));
        Assert.Equal(expected, type);
    }

    [Theory]
    [InlineData("process")] // an object, not a field
    [InlineData("winlog.event_data.TargetUserName")]
    [InlineData("Process.name")]
    [InlineData("process.name.")]
    [InlineData("")]
    public void TryGetType_UnknownField_IsFalse(string field) => Assert.False(FieldTypeTable.BuiltIn.TryGetType(field, out _));

    [Fact]
    public void TryGetType_VeryLongName_IsFalse() => Assert.False(FieldTypeTable.BuiltIn.TryGetType(new string('é', 100_000), out _));

    [Theory]
    [InlineData("process.name.text", "process.name", false)]
    [InlineData("process.name.caseless", "process.name", true)]
    [InlineData("my.field.caseless", "my.field", true)] // Elastic Defend's suffix, wherever it occurs
    public void TryGetParent_View_NamesTheFieldItShows(string field, string parent, bool lowercase)
    {
        Assert.True(FieldTypeTable.BuiltIn.TryGetParent(field, out var actual, out var folds));
        Assert.Equal((parent, lowercase), (actual, folds));
    }

    [Theory]
    [InlineData("process.name")]
    [InlineData("message")]
    [InlineData("my.field.text")] // no table knows it as a view
    [InlineData("threat.enrichments.matched.atomic")]
    [InlineData("file.elf.exports.caseless")] // a key of a flattened object
    [InlineData(".caseless")]
    public void TryGetParent_FieldOfItsOwn_IsFalse(string field) => Assert.False(FieldTypeTable.BuiltIn.TryGetParent(field, out _, out _));

    [Fact]
    public void With_OwnFields_AddAndWin()
    {
        var table = FieldTypeTable.BuiltIn.With("my.count", FieldType.Long).With([new("process.pid", FieldType.Keyword), new("my.count.text", FieldType.Text)]);

        Assert.True(table.TryGetType("my.count", out var count));
        Assert.True(table.TryGetType("process.pid", out var pid));
        Assert.True(table.TryGetType("process.name", out var name));
        Assert.Equal((FieldType.Long, FieldType.Keyword, FieldType.Keyword), (count, pid, name));
        Assert.True(table.TryGetParent("my.count.text", out var parent, out _)); // nothing but a view can lie below a number
        Assert.Equal("my.count", parent);
        Assert.False(FieldTypeTable.BuiltIn.TryGetType("my.count", out _));
    }

    [Fact]
    public void With_BlankName_Throws() => Assert.Throws<ArgumentException>(() => FieldTypeTable.BuiltIn.With(" ", FieldType.Long));

    [Fact]
    public void GetAnalyzer_ScriptText_HasItsOwn()
    {
        Assert.Equal(TextAnalyzer.PowerShell, FieldTypeTable.BuiltIn.GetAnalyzer("powershell.file.script_block_text"));
        Assert.Equal(TextAnalyzer.Standard, FieldTypeTable.BuiltIn.GetAnalyzer("message"));
    }

    [Fact]
    public void TryGetType_Utf8_AllocatesNothing()
    {
        var table = FieldTypeTable.BuiltIn.With("my.count", FieldType.Long);
        Assert.True(table.TryGetType("process.pid"u8, out _));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = table.TryGetType("process.pid"u8, out _) && !table.TryGetType("winlog.event_data.TargetUserName"u8, out _);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(found);
        Assert.Equal(0, allocated);
    }
}
