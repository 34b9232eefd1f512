using System.Text.Json;
using Elastic.ResponseActions.Testing.Texts;

namespace Elastic.ResponseActions.Testing.Schemas;

/// <summary>What one JSON value may be, in the terms of Kibana's schema library. A check gives the first error with its path; null where the value fits.</summary>
internal abstract record ValueSchema
{
    public abstract string? Check(JsonElement? value, string path);
}

/// <summary>A text of some length.</summary>
internal sealed record TextSchema(int Least = 1, int Most = int.MaxValue, bool NotBlank = false) : ValueSchema
{
    public override string? Check(JsonElement? value, string path)
    {
        if (value is not { ValueKind: JsonValueKind.String } element)
            return SchemaTexts.At(path, SchemaTexts.WrongType("string", value));
        var text = element.GetString()!;
        if (text.Length < Least)
            return SchemaTexts.At(path, SchemaTexts.TooShort(text.Length, Least));
        if (text.Length > Most)
            return SchemaTexts.At(path, SchemaTexts.TooLong(text.Length, Most));
        return NotBlank && string.IsNullOrWhiteSpace(text) ? SchemaTexts.At(path, "value cannot be an empty string") : null;
    }
}

/// <summary>A number from 1 on, fractions included.</summary>
internal sealed record PositiveSchema : ValueSchema
{
    public override string? Check(JsonElement? value, string path) => value is not { ValueKind: JsonValueKind.Number } number
        ? SchemaTexts.At(path, SchemaTexts.WrongType("number", value))
        : number.GetDouble() < 1 ? SchemaTexts.At(path, SchemaTexts.TooSmall(1)) : null;
}

internal sealed record FlagSchema : ValueSchema
{
    public override string? Check(JsonElement? value, string path) =>
        value is { ValueKind: JsonValueKind.True or JsonValueKind.False } ? null : SchemaTexts.At(path, SchemaTexts.WrongType("boolean", value));
}

/// <summary>One of some texts.</summary>
internal sealed record LiteralsSchema(params IReadOnlyList<string> Literals) : ValueSchema
{
    public override string? Check(JsonElement? value, string path) =>
        value is { ValueKind: JsonValueKind.String } text && Literals.Contains(text.GetString()) ? null : SchemaTexts.NoneOf(path, Literals);
}

/// <summary>One member of an object.</summary>
internal sealed record MemberSchema(string Name, ValueSchema Value, bool IsOptional = false);

/// <summary>An object of exactly these members; a key that is not among them is refused, last of all.</summary>
internal sealed record ObjectSchema(params IReadOnlyList<MemberSchema> Members) : ValueSchema
{
    /// <summary>Whether it has to be there; where not, an object of which no member is required may be absent.</summary>
    public bool IsRequired { get; init; }

    public override string? Check(JsonElement? value, string path)
    {
        if (value is { ValueKind: not JsonValueKind.Object } || (value is null && IsRequired))
            return SchemaTexts.At(path, SchemaTexts.NotAnObject(value));
        foreach (var member in Members)
        {
            JsonElement? found = value?.TryGetProperty(member.Name, out var given) == true ? given : null;
            if (!(found is null && member.IsOptional) && member.Value.Check(found, $"{path}.{member.Name}") is { } error)
                return error;
        }
        foreach (var given in value?.EnumerateObject() ?? default)
        {
            if (!Members.Any(member => member.Name == given.Name))
                return SchemaTexts.At($"{path}.{given.Name}", SchemaTexts.UnknownKey);
        }
        return null;
    }
}

/// <summary>A value of one of several kinds. One that fits none is answered with a line for each.</summary>
internal sealed record UnionSchema(params IReadOnlyList<ValueSchema> Kinds) : ValueSchema
{
    public override string? Check(JsonElement? value, string path)
    {
        List<string> errors = [];
        for (var i = 0; i < Kinds.Count; i++)
        {
            if (Kinds[i].Check(value, $"{path}.{i}") is not { } error)
                return null;
            errors.Add(error);
        }
        return SchemaTexts.NoneFits(path, errors);
    }
}
