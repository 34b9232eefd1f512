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

    /// <summary>As <see cref="TryGetType(string, out FieldType)"/>, for a path read from an event.</summary>
    internal bool TryGetType(ReadOnlySpan<byte> utf8Path, out FieldType type) => throw new NotImplementedException();

    /// <summary>
    /// Tells whether a field is a view of another field's value (a multi-field): <c>process.name.text</c> and
    /// <c>process.name.caseless</c> never occur in an event but are indexed from <c>process.name</c>.
    /// </summary>
    /// <param name="field">The dotted field name.</param>
    /// <param name="parent">The field whose values count.</param>
    /// <param name="lowercase">The view folds its values to lower case (see <c>LowerCase.Fold</c>), and so it does with a query's term.</param>
    internal bool TryGetParent(string field, out string parent, out bool lowercase) => throw new NotImplementedException();

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
