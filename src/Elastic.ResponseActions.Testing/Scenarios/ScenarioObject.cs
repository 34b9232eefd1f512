using System.Globalization;
using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Scenarios;

/// <summary>Reads the keys of one JSON object of a scenario. Every error is added to the list and reading goes on.</summary>
internal sealed class ScenarioObject
{
    private readonly List<FakeScenarioError> _errors;
    private readonly List<string> _known = [];

    public ScenarioObject(JsonTree tree, List<FakeScenarioError> errors)
    {
        (Tree, _errors) = (tree, errors);
        if (tree.Kind != JsonValueKind.Object)
            Add(tree, $"expected an object, found {Describe(tree)}");
    }

    public JsonTree Tree { get; }

    public bool Has(string name) => Tree.Members.Any(member => member.Name == name);

    public bool HasOtherThan(params string[] names) => Tree.Members.Any(member => !names.Contains(member.Name));

    public string? Text(string name) => Find(name, "a text", JsonValueKind.String)?.Text;

    public string Required(string name)
    {
        if (!Has(name))
            Add(Tree, $"`{name}` is missing");
        var text = Text(name);
        if (text is not null && string.IsNullOrWhiteSpace(text))
            Refuse(name, "must not be blank");
        return text ?? "";
    }

    public bool? Flag(string name) => Find(name, "true or false", JsonValueKind.True, JsonValueKind.False) is { } value ? value.Kind == JsonValueKind.True : null;

    public long? Number(string name)
    {
        if (Find(name, "a whole number", JsonValueKind.Number) is not { } value)
            return null;
        if (long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 1)
            return number;
        Add(value, $"expected a whole number from 1, found {value.Text}");
        return null;
    }

    /// <summary>A number and a unit, or <c>never</c>.</summary>
    public TimeSpan? Duration(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (text == "never")
            return Timeout.InfiniteTimeSpan;
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        TimeSpan? unit = text[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            _ => null,
        };
        if (unit is not null && int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
            return unit * amount;
        Refuse(name, $"`{text}` is no duration; write a number and `ms`, `s`, `m`, `h` or `d`, or `never`");
        return null;
    }

    public long RequiredNumber(string name)
    {
        if (!Has(name))
            Add(Tree, $"`{name}` is missing");
        return Number(name) ?? 0;
    }

    public string? OneOf(string name, IReadOnlyCollection<string> allowed)
    {
        if (Text(name) is not { } text)
            return null;
        if (allowed.Contains(text))
            return text;
        Refuse(name, $"`{text}` is none of {string.Join(", ", allowed)}");
        return null;
    }

    public IReadOnlyList<string>? Texts(string name, IEnumerable<string>? allowed = null)
    {
        if (Find(name, "a list of texts", JsonValueKind.Array) is not { } list)
            return null;
        List<string> texts = [];
        foreach (var item in list.Items)
        {
            if (item.Kind != JsonValueKind.String)
                Add(item, $"expected a text, found {Describe(item)}");
            else if (allowed is not null && !allowed.Contains(item.Text))
                Add(item, $"`{item.Text}` is none of {string.Join(", ", allowed)}");
            else
                texts.Add(item.Text);
        }
        return texts;
    }

    public IReadOnlyList<ScenarioObject> Objects(string name) =>
        Find(name, "a list of objects", JsonValueKind.Array) is { } list ? [.. list.Items.Select(item => new ScenarioObject(item, _errors))] : [];

    /// <summary>An error of the object as a whole.</summary>
    public void RefuseWhole(string message) => Add(Tree, message);

    public void Refuse(string name, string message) => Add(Tree.Members.First(member => member.Name == name).Value, message);

    /// <summary>Refuses keys that nobody asked for and keys that come twice. Call it last.</summary>
    public void Finish()
    {
        foreach (var (name, value) in Tree.Members)
        {
            if (!_known.Contains(name))
                Add(value, $"unknown key `{name}`; known: {string.Join(", ", _known)}");
        }
        foreach (var twice in Tree.Members.GroupBy(member => member.Name).Where(g => g.Count() > 1))
            Add(twice.Skip(1).First().Value, $"key `{twice.Key}` is given {twice.Count()} times");
    }

    private JsonTree? Find(string name, string expected, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (!_known.Contains(name))
            _known.Add(name);
        var value = Tree.Members.FirstOrDefault(member => member.Name == name).Value;
        if (value is null || kinds.Contains(value.Kind))
            return value;
        Add(value, $"expected {expected}, found {Describe(value)}");
        return null;
    }

    private void Add(JsonTree at, string message) => _errors.Add(new FakeScenarioError(at.Path, at.Line, message));

    private static string Describe(JsonTree value) => value.Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text `{value.Text}`",
        JsonValueKind.Number => $"the number {value.Text}",
        JsonValueKind.Null => "null",
        _ => value.Kind == JsonValueKind.True ? "true" : "false",
    };
}
