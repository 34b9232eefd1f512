using System.Collections.Immutable;
using System.Text;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Fields;

namespace Elastic.ResponseActions.Matching;

/// <summary>Field name to mapped type: a built-in table of ECS and Elastic Defend fields, and what the caller lays over it. Immutable; share it between threads.</summary>
public sealed class FieldTypeTable
{
    private static readonly Lazy<FieldIndex> BuiltInIndex = new(() => FieldIndex.Parse(BuiltInFields.Utf8));

    private readonly ImmutableDictionary<string, FieldType> _own;
    private readonly FieldIndex _ownIndex;

    private FieldTypeTable(ImmutableDictionary<string, FieldType> own)
    {
        _own = own;
        _ownIndex = FieldIndex.Of(own.Select(field => KeyValuePair.Create(field.Key, new MappedType(field.Value))));
    }

    /// <summary>The built-in table. A field in no table is a keyword, as under the integrations' index templates.</summary>
    public static FieldTypeTable BuiltIn { get; } = new(ImmutableDictionary<string, FieldType>.Empty);

    /// <summary>Looks a field's mapped type up.</summary>
    /// <param name="field">The dotted field name.</param>
    /// <param name="type">Its type, where the table has the field.</param>
    /// <returns>False where the field is in no table.</returns>
    public bool TryGetType(string field, out FieldType type)
    {
        ArgumentNullException.ThrowIfNull(field);
        var found = TryFind(field, out var mapped);
        type = mapped.Type;
        return found;
    }

    /// <summary>A table with one more field, or with another type for a field.</summary>
    /// <param name="field">The dotted field name.</param>
    /// <param name="type">Its type.</param>
    public FieldTypeTable With(string field, FieldType type) => With([new(field, type)]);

    /// <summary>A table with more fields, or with other types for fields.</summary>
    /// <param name="fields">Dotted field names and their types.</param>
    public FieldTypeTable With(IEnumerable<KeyValuePair<string, FieldType>> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var own = _own.ToBuilder();
        foreach (var (field, type) in fields)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(field, nameof(fields));
            own[field] = type;
        }

        return new FieldTypeTable(own.ToImmutable());
    }

    /// <summary>As <see cref="TryGetType(string, out FieldType)"/>, for a path read from an event; allocates nothing.</summary>
    internal bool TryGetType(ReadOnlySpan<byte> utf8Path, out FieldType type)
    {
        var found = TryFind(utf8Path, out var mapped);
        type = mapped.Type;
        return found;
    }

    /// <summary>True for a name that has fields below it and no value of its own.</summary>
    internal bool IsObject(string name) =>
        !TryFind(name, out _) && (_ownIndex.IsObject(name) || BuiltInIndex.Value.IsObject(name));

    /// <summary>How a text field is cut into words.</summary>
    internal TextAnalyzer GetAnalyzer(string field) => TryFind(field, out var mapped) ? mapped.Analyzer : TextAnalyzer.Standard;

    /// <summary>
    /// Tells whether a field is a view of another field's value (a multi-field): <c>process.name.text</c> and
    /// <c>process.name.caseless</c> never occur in an event but are indexed from <c>process.name</c>.
    /// </summary>
    /// <param name="field">The dotted field name.</param>
    /// <param name="parent">The field whose values count.</param>
    /// <param name="lowercase">The view folds its values to lower case (see <c>LowerCase.Fold</c>), and so it does with a query's term.</param>
    internal bool TryGetParent(string field, out string parent, out bool lowercase)
    {
        var dot = field.LastIndexOf('.');
        parent = dot > 0 ? field[..dot] : "";
        lowercase = dot > 0 && field.AsSpan(dot).SequenceEqual(".caseless");
        if (dot <= 0)
            return false;

        var parentIsLeaf = TryFind(parent, out var mappedParent) ? mappedParent.IsLeaf : (bool?)null;
        // Elasticsearch maps nothing below a field with values, except views. Elastic Defend's `.caseless` is one wherever it occurs.
        return TryFind(field, out _) ? parentIsLeaf == true : lowercase && parentIsLeaf != false;
    }

    private bool TryFind(string field, out MappedType type)
    {
        const int MostUsed = 256;
        Span<byte> stack = stackalloc byte[MostUsed];
        return Encoding.UTF8.TryGetBytes(field, stack, out var length)
            ? TryFind(stack[..length], out type)
            : TryFind(Encoding.UTF8.GetBytes(field), out type);
    }

    private bool TryFind(ReadOnlySpan<byte> utf8Path, out MappedType type) =>
        _ownIndex.TryFind(utf8Path, out type) || BuiltInIndex.Value.TryFind(utf8Path, out type);
}
