using System.Text.Json;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>The file of <c>--mapping</c>: field types that add to the built-in table or override it.</summary>
internal static class MappingFile
{
    private static readonly Dictionary<string, FieldType> Types = new(StringComparer.Ordinal)
    {
        ["keyword"] = FieldType.Keyword,
        ["wildcard"] = FieldType.Wildcard,
        ["constant_keyword"] = FieldType.ConstantKeyword,
        ["text"] = FieldType.Text,
        ["match_only_text"] = FieldType.Text,
        ["long"] = FieldType.Long,
        ["integer"] = FieldType.Long,
        ["short"] = FieldType.Long,
        ["byte"] = FieldType.Long,
        ["unsigned_long"] = FieldType.Long,
        ["double"] = FieldType.Double,
        ["float"] = FieldType.Double,
        ["half_float"] = FieldType.Double,
        ["scaled_float"] = FieldType.Double,
        ["boolean"] = FieldType.Boolean,
        ["date"] = FieldType.Date,
        ["date_nanos"] = FieldType.Date,
        ["ip"] = FieldType.Ip,
        ["version"] = FieldType.Version,
        ["nested"] = FieldType.Nested,
        ["flattened"] = FieldType.Flattened,
        ["other"] = FieldType.Other,
    };

    /// <summary>The types a file may name.</summary>
    public static IEnumerable<string> TypeNames => Types.Keys;

    /// <exception cref="BadInputException">The file cannot be read or used; every error found is listed.</exception>
    public static FieldTypeTable Read(string file, InputFiles files) => ConfigFile.Read(file, files, (root, errors) =>
    {
        var fields = new Dictionary<string, FieldType>(StringComparer.Ordinal);
        if (root.Kind != JsonValueKind.Object)
            errors.Add(root, "expected an object: {\"field\": \"type\"}.");

        foreach (var (field, type) in root.Members)
        {
            if (type.Kind == JsonValueKind.String && field.Length > 0 && Types.TryGetValue(type.Text, out var known))
                fields[field] = known;
            else
                errors.Add(type, $"`{field}` has no type that is known. Types: {string.Join(", ", TypeNames)}.");
        }

        return FieldTypeTable.BuiltIn.With(fields);
    });
}
