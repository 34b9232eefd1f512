using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>A field as a query names it: what its values mean, and the values the event has for it.</summary>
internal sealed record FieldView(TypeSemantics Type, IReadOnlyList<JsonElement> Values)
{
    /// <summary>The field of that name; it may be a view of another field (<c>process.name.text</c>, <c>process.name.caseless</c>).</summary>
    public static FieldView Of(string name, EventScope scope, FieldTypeTable types, DateTimeOffset now)
    {
        var semantics = SemanticsOf(name, types, now);
        if (types.TryGetParent(name, out var parent, out _))
        {
            return new FieldView(semantics, scope.At(parent));
        }

        // The name of a flattened object stands for every leaf in it; below it, names are exact.
        var isFlattenedObject = types.TryGetType(name, out var mapped) && mapped == FieldType.Flattened;
        return new FieldView(semantics, isFlattenedObject ? Below(name, scope) : scope.At(name));
    }

    public static TypeSemantics SemanticsOf(string name, FieldTypeTable types, DateTimeOffset now) =>
        types.TryGetParent(name, out _, out var lowercase) && lowercase
            ? new CaselessSemantics()
            : TypeSemantics.Of(TypeOf(name, types), types.GetAnalyzer(name), now);

    public static FieldType TypeOf(string name, FieldTypeTable types)
    {
        if (types.TryGetType(name, out var type))
        {
            return type;
        }

        return AncestorsOf(name).Any(ancestor => types.TryGetType(ancestor, out var above) && above == FieldType.Flattened)
            ? FieldType.Flattened
            : FieldType.Keyword;
    }

    /// <summary>The name is a field of the table, a view of one, or below a flattened one.</summary>
    public static bool IsMapped(string name, FieldTypeTable types) =>
        types.TryGetType(name, out _) || types.TryGetParent(name, out _, out _) || TypeOf(name, types) == FieldType.Flattened;

    private static IEnumerable<string> AncestorsOf(string name)
    {
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            yield return name[..dot];
        }
    }

    private static List<JsonElement> Below(string name, EventScope scope) =>
        [.. scope.Paths.Where(path => path.StartsWith($"{name}.", StringComparison.Ordinal)).SelectMany(scope.At)];
}
