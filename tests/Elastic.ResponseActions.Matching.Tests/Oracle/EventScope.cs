using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>
/// What a query can see of an event, or of one object in it: every value by its dotted path, every object by its path.
/// An object at a path mapped <c>nested</c> is a document of its own: its members are not seen from outside.
/// </summary>
internal sealed class EventScope
{
    private readonly FieldTypeTable _types;
    private readonly Dictionary<string, List<JsonElement>> _values = [];
    private readonly Dictionary<string, List<EventScope>> _nested = [];
    private readonly Dictionary<string, List<Member[]>> _objects = [];

    private EventScope(string? path, IEnumerable<Member> members, FieldTypeTable types)
    {
        _types = types;
        foreach (var member in members)
        {
            Add(path, member);
        }
    }

    private readonly record struct Member(string Name, JsonElement Value);

    public static EventScope Of(JsonElement @event, FieldTypeTable types) => new(path: null, MembersOf(@event), types);

    /// <summary>The paths that hold a value, those inside nested objects left out.</summary>
    public IEnumerable<string> Paths => _values.Keys;

    public IReadOnlyList<JsonElement> At(string path) => _values.TryGetValue(path, out var values) ? values : [];

    /// <summary>This scope and every nested object in it, at any depth.</summary>
    public IEnumerable<EventScope> WithNested() => _nested.Values.SelectMany(scopes => scopes).SelectMany(scope => scope.WithNested()).Prepend(this);

    /// <summary>Every object at the path, each a scope of its own; <c>path: { … }</c> looks at them one by one.</summary>
    public IEnumerable<EventScope> ObjectsAt(string path) =>
        from scope in WithNested()
        from members in scope._objects.GetValueOrDefault(path, [])
        select new EventScope(path, members, _types);

    private void Add(string? path, Member member)
    {
        // {"a.b": 1} is {"a": {"b": 1}}: a dotted name is unfolded one step at a time.
        var dot = member.Name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            AddValue(Join(path, member.Name), member.Value);
        }
        else
        {
            AddObject(Join(path, member.Name[..dot]), [new Member(member.Name[(dot + 1)..], member.Value)]);
        }
    }

    private void AddValue(string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    AddValue(path, item);
                }

                break;
            case JsonValueKind.Object:
                AddObject(path, MembersOf(value));
                break;
            default:
                Entry(_values, path).Add(value);
                break;
        }
    }

    private void AddObject(string path, Member[] members)
    {
        Entry(_objects, path).Add(members);
        if (_types.TryGetType(path, out var type) && type == FieldType.Nested)
        {
            Entry(_nested, path).Add(new EventScope(path, members, _types));
            return;
        }

        foreach (var member in members)
        {
            Add(path, member);
        }
    }

    private static Member[] MembersOf(JsonElement value) => [.. value.EnumerateObject().Select(property => new Member(property.Name, property.Value))];

    private static string Join(string? path, string name) => path is null ? name : $"{path}.{name}";

    private static List<T> Entry<T>(Dictionary<string, List<T>> lists, string path)
    {
        if (!lists.TryGetValue(path, out var list))
        {
            lists.Add(path, list = []);
        }

        return list;
    }
}
