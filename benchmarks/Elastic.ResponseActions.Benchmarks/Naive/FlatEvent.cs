using System.Text.Json;
using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Benchmarks.Naive;

/// <summary>
/// An event as a dictionary from dotted field name to values: what most matchers begin with. Objects below the nested paths
/// that rules ask for are kept as they are, too.
/// </summary>
internal sealed class FlatEvent
{
    private static readonly List<FlatValue> NoValues = [];
    private static readonly List<JsonElement> NoObjects = [];

    private readonly Dictionary<string, List<FlatValue>> _values = [];
    private readonly Dictionary<string, List<JsonElement>> _objects = [];
    private readonly IReadOnlySet<string> _nestedPaths;

    /// <param name="document">The event, or an object below a nested path.</param>
    /// <param name="nestedPaths">Paths whose objects are kept.</param>
    /// <param name="nowUtcMillis">What <c>now</c> stands for.</param>
    public FlatEvent(JsonElement document, IReadOnlySet<string> nestedPaths, long nowUtcMillis)
    {
        _nestedPaths = nestedPaths;
        NowUtcMillis = nowUtcMillis;
        AddMembers(document, "");
    }

    public long NowUtcMillis { get; }

    public IEnumerable<KeyValuePair<string, List<FlatValue>>> Fields => _values;

    public List<FlatValue> Values(string field) => _values.GetValueOrDefault(field, NoValues);

    public IEnumerable<FlatEvent> Objects(string path) =>
        _objects.GetValueOrDefault(path, NoObjects).Select(element => new FlatEvent(element, _nestedPaths, NowUtcMillis));

    private void AddMembers(JsonElement element, string path)
    {
        foreach (var member in element.EnumerateObject())
            Add(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}");
    }

    private void Add(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                if (_nestedPaths.Contains(path))
                    Add(_objects, path, element);
                AddMembers(element, path);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Add(item, path);
                break;
            case JsonValueKind.String:
                Add(_values, path, new FlatValue(element.GetString()!, EventValueKind.Text));
                break;
            case JsonValueKind.Number:
                Add(_values, path, new FlatValue(element.GetRawText(), EventValueKind.Number));
                break;
            case JsonValueKind.True:
            case JsonValueKind.False:
                Add(_values, path, new FlatValue(element.GetRawText(), EventValueKind.Boolean));
                break;
        }
    }

    private static void Add<T>(Dictionary<string, List<T>> lists, string path, T item)
    {
        if (!lists.TryGetValue(path, out var list))
            lists.Add(path, list = []);
        list.Add(item);
    }
}
