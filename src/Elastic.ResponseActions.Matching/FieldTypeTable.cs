using System.Collections.Frozen;

namespace Elastic.ResponseActions.Matching;

/// <summary>Field name to mapped type: a built-in table of ECS and Elastic Defend fields, and what the caller lays over it. Immutable; share it between threads.</summary>
public sealed class FieldTypeTable
{
    private readonly FrozenDictionary<string, FieldType> _types;

    private FieldTypeTable(FrozenDictionary<string, FieldType> types) => _types = types;

    /// <summary>The built-in table. A field in no table is a keyword, as under the integrations' index templates.</summary>
    public static FieldTypeTable BuiltIn { get; } = new(FrozenDictionary<string, FieldType>.Empty);

    /// <summary>Looks a field's mapped type up.</summary>
    /// <param name="field">The dotted field name.</param>
    /// <param name="type">Its type, where the table has the field.</param>
    /// <returns>False where the field is in no table.</returns>
    public bool TryGetType(string field, out FieldType type) => _types.TryGetValue(field, out type);

    /// <summary>A table with one more field, or with another type for a field.</summary>
    /// <param name="field">The dotted field name.</param>
    /// <param name="type">Its type.</param>
    public FieldTypeTable With(string field, FieldType type) => With([new(field, type)]);

    /// <summary>A table with more fields, or with other types for fields.</summary>
    /// <param name="fields">Dotted field names and their types.</param>
    public FieldTypeTable With(IEnumerable<KeyValuePair<string, FieldType>> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var types = new Dictionary<string, FieldType>(_types);
        foreach (var (field, type) in fields)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(field, nameof(fields));
            types[field] = type;
        }

        return new FieldTypeTable(types.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
