namespace Elastic.ResponseActions.Matching.Compilation.Eql;

/// <summary>What sort of value an expression has, as far as Elasticsearch checks it before it runs a query.</summary>
internal enum EqlType
{
    Null,
    Boolean,
    Number,
    Text,
    Ip,
    Date,
    Version,

    /// <summary>A field in no table: whatever is asked of it.</summary>
    Any,
}

/// <summary>Names of the sorts in messages, and the sorts of fields.</summary>
internal static class EqlTypes
{
    public static EqlType Of(in ResolvedField field) => !field.IsMapped ? EqlType.Any : field.Type switch
    {
        FieldType.Boolean => EqlType.Boolean,
        FieldType.Long or FieldType.Double => EqlType.Number,
        FieldType.Ip => EqlType.Ip,
        FieldType.Date => EqlType.Date,
        FieldType.Version => EqlType.Version,
        FieldType.Other => EqlType.Any,
        _ => EqlType.Text,
    };

    public static string NameOf(EqlType type) => type switch
    {
        EqlType.Null => "null",
        EqlType.Boolean => "a boolean",
        EqlType.Number => "a number",
        EqlType.Text => "text",
        EqlType.Ip => "an IP address",
        EqlType.Date => "a date",
        EqlType.Version => "a version",
        _ => "of no known type",
    };

    /// <summary>What the values of a list have to be for a value of this sort: dates, addresses and versions are written as text.</summary>
    public static EqlType ListTypeOf(EqlType type) => type is EqlType.Date or EqlType.Ip or EqlType.Version ? EqlType.Text : type;

    /// <summary>Whether a value of one sort may stand where another is asked for: null may everywhere.</summary>
    public static bool Fits(EqlType actual, EqlType wanted) => actual == wanted || actual is EqlType.Null or EqlType.Any || wanted == EqlType.Any;
}
