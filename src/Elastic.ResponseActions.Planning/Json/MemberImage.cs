using System.Buffers;
using System.Text.Json;

namespace Elastic.ResponseActions.Json;

/// <summary>The modelled members of one JSON object: how each would be written now. Two images tell which members were changed in between.</summary>
internal sealed class MemberImage
{
    private readonly List<Member> _members = [];

    public IReadOnlyList<Member> Members => _members;

    public static MemberImage Of(IJsonModel model)
    {
        var image = new MemberImage();
        model.Describe(image);
        return image;
    }

    public void Text(string name, string? value) =>
        Add(name, value is null ? null : writer => writer.WriteStringValue(value));

    public void Number(string name, double? value) =>
        Add(name, value is null ? null : writer => writer.WriteNumberValue(value.Value));

    public void Flag(string name, bool? value) =>
        Add(name, value is null ? null : writer => writer.WriteBooleanValue(value.Value));

    public void Element(string name, JsonElement? value) =>
        Add(name, value is null ? null : writer => value.Value.WriteTo(writer));

    public void Object(string name, IJsonModel? value) =>
        Add(name, value is null ? null : writer => JsonOrigin.Write(writer, value));

    public void Texts(string name, IReadOnlyList<string> values) =>
        AddList(name, values, (writer, value) => writer.WriteStringValue(value));

    public void Elements(string name, IReadOnlyList<JsonElement> values) =>
        AddList(name, values, (writer, value) => value.WriteTo(writer));

    public void Objects(string name, IReadOnlyList<IJsonModel> values) =>
        AddList(name, values, (writer, value) => JsonOrigin.Write(writer, value));

    public Member? Find(string name) => _members.Find(member => member.Name == name);

    /// <summary>True where this image holds the member with the same JSON text.</summary>
    public bool HasSame(Member member) => Find(member.Name) is { } mine && mine.Json.AsSpan().SequenceEqual(member.Json);

    private void AddList<T>(string name, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write) =>
        Add(name, isEmptyList: values.Count == 0, write: writer =>
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                write(writer, value);
            }

            writer.WriteEndArray();
        });

    private void Add(string name, Action<Utf8JsonWriter>? write, bool isEmptyList = false) =>
        _members.Add(new Member(name, write, Render(write), write is null || isEmptyList));

    private static byte[] Render(Action<Utf8JsonWriter>? write)
    {
        if (write is null)
        {
            return [];
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One modelled member; without <paramref name="Write"/> it has no value. A blank one (no value, empty list) is never added to an object.</summary>
    internal sealed record Member(string Name, Action<Utf8JsonWriter>? Write, byte[] Json, bool IsBlank);
}
