using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Compilation.Detectors;

/// <summary>Plans keys: gives each field its slot and its type, and refuses fields that Elasticsearch cannot group or join by.</summary>
internal sealed class KeyPlanner(FieldScope scope, QueryParts queries)
{
    /// <param name="fields">Names of the fields.</param>
    /// <param name="role">What they are for, for messages.</param>
    /// <param name="isOptional">A missing field is a value.</param>
    /// <param name="isWhole">See <see cref="KeyPlan.IsWhole"/>.</param>
    public KeyPlan Plan(IReadOnlyList<string> fields, string role, bool isOptional = false, bool isWhole = false) =>
        new([.. fields.Select(field => Field(field, role, isOptional, default))], isWhole);

    public KeyField Field(string name, string role, bool isOptional, SourceSpan span)
    {
        var field = Resolve(name, role, span);
        if (field.Type == FieldType.Text)
            throw Refusal($"`{name}` is mapped as text, whose values Elasticsearch keeps as words only; it cannot be {role}", span);
        return Of(name, field, isOptional);
    }

    /// <summary>An event's field that is compared with values of indicators; a text field word by word, as a <c>match</c> query does.</summary>
    public KeyField Matched(ThreatMappingEntry entry, bool isOptional)
    {
        var field = Resolve(entry.Field, "compared with indicators", default);
        return Of(entry.Field, field, isOptional) with
        {
            Words = field.Type == FieldType.Text ? field.Analyzer : null,
            MatchesNetworks = field.Type == FieldType.Ip,
        };
    }

    /// <summary>The indicator's field of an entry: its values are read as the event's field would.</summary>
    public KeyField Indicator(ThreatMappingEntry entry, KeyField matched, bool isOptional)
    {
        var field = Resolve(entry.Value, "a value of an indicator", default);
        return matched with
        {
            Name = entry.Value,
            Slot = queries.Predicates.SlotOf(field.Source),
            IsOptional = isOptional,
            MatchesNetworks = false,
            MayBeNetwork = matched.Type == FieldType.Ip,
        };
    }

    /// <summary>Keys correspond by position; values of unlike types are never equal, and Elasticsearch refuses such a sequence.</summary>
    public static void CheckAlike(KeyField first, KeyField second, FieldTypeTable types, SourceSpan span)
    {
        if (IsMapped(first, types) && IsMapped(second, types) && FamilyOf(first.Type) != FamilyOf(second.Type))
            throw Refusal($"`{second.Name}` is mapped as {Name(second.Type)} and `{first.Name}`, the key at this position of the first stage, as {Name(first.Type)}; such values are never equal", span);
    }

    private ResolvedField Resolve(string name, string role, SourceSpan span)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw Refusal($"a field name is empty; expected the name of a field to be {role}", span);

        var field = scope.Resolve(name);
        if (field.Hidden || field.Type == FieldType.Nested || scope.IsObject(name))
            throw Refusal($"`{name}` is an object, or inside nested objects; it cannot be {role}", span);
        return field.Type == FieldType.Other
            ? throw new QuerySyntaxException($"`{name}` has a mapped type that is not evaluated here; it cannot be {role}", span, QueryErrorKind.Unsupported)
            : field;
    }

    private KeyField Of(string name, in ResolvedField field, bool isOptional) => new()
    {
        Name = name,
        Slot = queries.Predicates.SlotOf(field.Source),
        Type = field.Type,
        IsFolded = field.Folded,
        IsOptional = isOptional,
    };

    private static bool IsMapped(KeyField field, FieldTypeTable types) => types.TryGetType(field.Name, out _);

    private static string Name(FieldType type) => type.ToString().ToLowerInvariant();

    private static FieldType FamilyOf(FieldType type) => type switch
    {
        FieldType.Wildcard or FieldType.ConstantKeyword or FieldType.Flattened => FieldType.Keyword,
        FieldType.Double => FieldType.Long,
        _ => type,
    };

    private static QuerySyntaxException Refusal(string message, SourceSpan span) => new(message, span);
}
