using System.Globalization;
using System.Text.Json;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Texts;
using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing.Schemas;

/// <summary>Reads the query of a request in the order a schema names its keys. Keeps the first error, as Kibana reports only one.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private const string Root = "request query";

    private readonly HashSet<string> _known = [];

    public string? Error { get; private set; }

    /// <summary>Checks the query of a route that takes none.</summary>
    public static bool NoneTaken(Call call, out string error)
    {
        var reader = new QueryReader(call.Query);
        reader.RefuseUnknownKeys();
        error = reader.Error ?? "";
        return reader.Error is null;
    }

    public string? Text(string name)
    {
        if (Values(name) is not { } values)
            return null;
        if (values.Count == 1)
            return values[0];
        Refuse(name, "expected value of type [string] but got [Array]");
        return null;
    }

    public string OneOf(string name, IReadOnlyList<string> literals, string otherwise)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (!literals.Contains(text))
            Error ??= SchemaTexts.NoneOf($"{Root}.{name}", literals);
        return text;
    }

    public long Number(string name, long least, long most, long otherwise)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            Refuse(name, "expected value of type [number] but got [string]");
        else if (number < least)
            Refuse(name, SchemaTexts.TooSmall(least));
        else if (number > most)
            Refuse(name, SchemaTexts.TooBig(most));
        return number;
    }

    /// <summary>A key that takes one bare value, the key repeated, or a JSON array.</summary>
    public IReadOnlyList<string>? OneOrMany(string name, IReadOnlyList<string>? literals = null, int most = int.MaxValue, bool required = false)
    {
        if (Values(name) is not { } values)
        {
            if (required)
                NeitherFits(name, "expected value of type [array] but got [undefined]", "expected value of type [string] but got [undefined]");
            return null;
        }
        var items = values.Count == 1 ? FromJson(values[0]) ?? [values[0]] : [.. values];
        if (items.Count == 0)
            NeitherFits(name, SchemaTexts.TooFew(0, 1), "expected value of type [string] but got [Array]");
        else if (items.Count > most)
            NeitherFits(name, SchemaTexts.TooMany(items.Count, most), "expected value of type [string] but got [Array]");
        else if (items.Contains(""))
            NeitherFits(name, SchemaTexts.TooShort(0, 1), SchemaTexts.TooShort(0, 1));
        else
            CheckLiterals(name, items, literals);
        return items;
    }

    /// <summary>A key that takes only an array: JSON, or the key repeated. One bare value is read as JSON and fails.</summary>
    public IReadOnlyList<string>? Array(string name, IReadOnlyList<string> literals)
    {
        if (Values(name) is not { } values)
            return null;
        var items = values.Count == 1 ? FromJson(values[0]) : [.. values];
        if (items is null)
            Refuse(name, SchemaTexts.NoJsonArray);
        else
            CheckLiterals(name, items, literals);
        return items;
    }

    public void RefuseUnknownKeys()
    {
        foreach (var key in query.Keys)
        {
            if (!_known.Contains(key))
                Refuse(key, SchemaTexts.UnknownKey);
        }
    }

    private List<string>? Values(string name)
    {
        _known.Add(name);
        return Error is null && query.TryGetValue(name, out var values) ? [.. values.Select(value => value ?? "")] : null;
    }

    private void CheckLiterals(string name, IReadOnlyList<string> items, IReadOnlyList<string>? literals)
    {
        if (literals is null)
            return;
        foreach (var item in items)
        {
            if (!literals.Contains(item))
                Error ??= SchemaTexts.NoneOf($"{Root}.{name}", literals);
        }
    }

    private void NeitherFits(string name, string asArray, string asText)
    {
        var path = $"{Root}.{name}";
        Error ??= SchemaTexts.NoneFits(path, [SchemaTexts.At($"{path}.0", asArray), SchemaTexts.At($"{path}.1", asText)]);
    }

    private void Refuse(string name, string problem) => Error ??= SchemaTexts.At($"{Root}.{name}", problem);

    private static List<string>? FromJson(string text)
    {
        if (!text.StartsWith('['))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            List<string> items = [];
            foreach (var item in document.RootElement.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.String)
                    return null;
                items.Add(item.GetString()!);
            }
            return items;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
