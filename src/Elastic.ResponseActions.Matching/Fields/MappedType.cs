using Elastic.ResponseActions.Matching.Execution.Analysis;

namespace Elastic.ResponseActions.Matching.Fields;

/// <summary>A field's type, and for text how it is cut into words.</summary>
internal readonly record struct MappedType(FieldType Type, TextAnalyzer Analyzer = TextAnalyzer.Standard)
{
    /// <summary>The field has values of its own, so whatever is mapped below it is another view of them.</summary>
    public bool IsLeaf => Type is not (FieldType.Nested or FieldType.Flattened or FieldType.Other);

    public static MappedType Parse(ReadOnlySpan<byte> utf8) => utf8 switch
    {
        _ when utf8.SequenceEqual("keyword"u8) => new(FieldType.Keyword),
        _ when utf8.SequenceEqual("long"u8) => new(FieldType.Long),
        _ when utf8.SequenceEqual("boolean"u8) => new(FieldType.Boolean),
        _ when utf8.SequenceEqual("text"u8) => new(FieldType.Text),
        _ when utf8.SequenceEqual("date"u8) => new(FieldType.Date),
        _ when utf8.SequenceEqual("nested"u8) => new(FieldType.Nested),
        _ when utf8.SequenceEqual("double"u8) => new(FieldType.Double),
        _ when utf8.SequenceEqual("flattened"u8) => new(FieldType.Flattened),
        _ when utf8.SequenceEqual("wildcard"u8) => new(FieldType.Wildcard),
        _ when utf8.SequenceEqual("ip"u8) => new(FieldType.Ip),
        _ when utf8.SequenceEqual("constant_keyword"u8) => new(FieldType.ConstantKeyword),
        _ when utf8.SequenceEqual("version"u8) => new(FieldType.Version),
        _ when utf8.SequenceEqual("powershell_text"u8) => new(FieldType.Text, TextAnalyzer.PowerShell),
        _ => new(FieldType.Other),
    };
}
