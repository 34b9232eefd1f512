using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>A query as a question to one document: true, false, or null for "cannot be decided here".</summary>
internal delegate bool? Verdict(EventScope scope);

/// <summary>Questions about fields by their name, for the languages that name fields in full and see no nested objects from outside.</summary>
internal sealed class OracleFields(FieldTypeTable types, DateTimeOffset now)
{
    public TypeSemantics SemanticsOf(string name) => FieldView.SemanticsOf(name, types, now);

    /// <summary>Some value of the field does.</summary>
    /// <exception cref="OracleRefusalException">The field's type cannot take such a question, and nobody said to overlook it.</exception>
    public Verdict On(string name, Func<TypeSemantics, Func<JsonElement, bool?>?> meaning, bool lenient = false)
    {
        if (name.Contains('*', StringComparison.Ordinal))
        {
            return OnNames(name, meaning);
        }

        if (types.TryGetType(name, out var type) && type == FieldType.Nested)
        {
            return _ => false;   // objects, no values
        }

        var test = meaning(SemanticsOf(name));
        if (test is null && !lenient)
        {
            throw new OracleRefusalException($"{name} cannot be searched for this value");
        }

        return scope => test is null ? false : Three.Any(FieldView.Of(name, scope, types, now).Values.Select(test));
    }

    /// <summary>The field is there; what is no field may be an object, which is there where anything below it is.</summary>
    public Verdict Exists(string name)
    {
        if (name == "*")
        {
            return _ => true;   // every document has its own id
        }

        if (name.Contains('*', StringComparison.Ordinal))
        {
            return OnNames(name, type => value => type.IsIndexed(value));
        }

        return scope => IsIndexed(FieldView.Of(name, scope, types, now))
            || (!FieldView.IsMapped(name, types) && scope.Paths.Where(path => path.StartsWith($"{name}.", StringComparison.Ordinal)).Any(path => IsIndexed(FieldView.Of(path, scope, types, now))));
    }

    // Fields whose type cannot take the question take no part.
    private Verdict OnNames(string names, Func<TypeSemantics, Func<JsonElement, bool?>?> meaning)
    {
        foreach (var type in Enum.GetValues<FieldType>())
        {
            meaning(TypeSemantics.Of(type, default, now));   // what is wrong in itself is refused whatever fields there are
        }

        var pattern = WildcardPattern.OfKql(names.Split('*'));
        return scope => Three.Any(
            from path in scope.Paths
            where pattern.Fits(path)
            let field = FieldView.Of(path, scope, types, now)
            let test = meaning(field.Type)
            select test is null ? false : Three.Any(field.Values.Select(test)));
    }

    private static bool IsIndexed(FieldView field) => field.Values.Any(field.Type.IsIndexed);
}

/// <summary>And, or and counting over verdicts, after Kleene.</summary>
internal static class Three
{
    public static bool? Any(IEnumerable<bool?> verdicts) => AtLeast(1, verdicts);

    public static bool? All(IEnumerable<bool?> verdicts) => !Any(verdicts.Select(verdict => !verdict));

    /// <summary>True where so many are true, false where so many cannot be.</summary>
    public static bool? AtLeast(int wanted, IEnumerable<bool?> verdicts)
    {
        var list = verdicts.ToList();
        var sure = list.Count(verdict => verdict == true);
        var open = list.Count(verdict => verdict is null);
        return sure >= wanted ? true : sure + open >= wanted ? null : false;
    }
}
