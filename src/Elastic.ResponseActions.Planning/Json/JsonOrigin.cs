using System.Text.Json;

namespace Elastic.ResponseActions.Json;

/// <summary>
/// The JSON object a model was read from. It travels along with <c>with</c>, so that writing changes only what was changed:
/// untouched members keep their JSON and place, changed ones are rewritten in place, new ones are appended.
/// </summary>
internal sealed class JsonOrigin
{
    private readonly JsonElement? _json;
    private readonly IJsonModel? _original;

    private JsonOrigin()
    {
    }

    public JsonOrigin(JsonElement json, IJsonModel original)
    {
        _json = json;
        _original = original;
    }

    public static JsonOrigin None { get; } = new();

    private IEnumerable<JsonProperty> Properties => _json is { } json ? json.EnumerateObject() : [];

    public bool Has(string name) => Find(name) is not null;

    public JsonElement? Find(string name) => _json is { } json && json.TryGetProperty(name, out var value) ? value : null;

    public static void Write(Utf8JsonWriter writer, IJsonModel model)
    {
        var origin = model.Origin;
        var before = origin.Image();
        var now = MemberImage.Of(model);

        writer.WriteStartObject();
        foreach (var property in origin.Properties)
        {
            if (now.Find(property.Name) is not { } member || before.HasSame(member))
            {
                property.WriteTo(writer);
            }
            else
            {
                Write(writer, member);
            }
        }

        foreach (var member in now.Members)
        {
            if (!member.IsBlank && !origin.Has(member.Name) && !before.HasSame(member))
            {
                Write(writer, member);
            }
        }

        writer.WriteEndObject();
    }

    // A model is equal by its modelled members, which its record compares, and by the members it does not know, which are compared here.
    public override bool Equals(object? obj) => obj is JsonOrigin other && HoldsUnknownOf(other) && other.HoldsUnknownOf(this);

    public override int GetHashCode() => 0;

    private static void Write(Utf8JsonWriter writer, MemberImage.Member member)
    {
        if (member.Write is { } write)
        {
            writer.WritePropertyName(member.Name);
            write(writer);
        }
    }

    private MemberImage Image() => _original is null ? new MemberImage() : MemberImage.Of(_original);

    private bool HoldsUnknownOf(JsonOrigin other)
    {
        var known = other.Image();
        return other.Properties.All(property => known.Find(property.Name) is not null
            || (Find(property.Name) is { } mine && JsonElement.DeepEquals(mine, property.Value)));
    }
}
