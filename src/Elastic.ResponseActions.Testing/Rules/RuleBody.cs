using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>A rule as a request sends it: checked against its type's members, those of no type dropped. Every problem is found, as Zod does.</summary>
internal sealed class RuleBody
{
    private readonly JsonElement _sent;
    private readonly KibanaVersion _version;
    private readonly List<(string Path, string Problem)> _problems = [];

    private RuleBody(JsonElement sent, KibanaVersion version) => (_sent, _version) = (sent, version);

    /// <summary>The members that are left, in the order sent, <c>type</c> included.</summary>
    public JsonObject Members { get; } = [];

    /// <summary>What is wrong with it, in one text; null where nothing is.</summary>
    public string? Error(string root) => _problems.Count == 0 ? null : ZodTexts.Join(root, _problems);

    /// <summary>A whole rule, for create, replace, import and preview.</summary>
    public static RuleBody Whole(JsonElement sent, KibanaVersion version)
    {
        var body = new RuleBody(sent, version);
        body.ReadWhole();
        return body;
    }

    /// <summary>Some members of a rule of a known type.</summary>
    public static RuleBody Part(JsonElement sent, string type, KibanaVersion version)
    {
        var body = new RuleBody(sent, version);
        if (body.IsObject())
            body.ReadMembers(type);
        return body;
    }

    private void ReadWhole()
    {
        if (!IsObject())
            return;
        var type = _sent.TryGetProperty("type", out var sent) && sent.ValueKind == JsonValueKind.String ? sent.GetString()! : "";
        if (!RuleFields.Types.Contains(type))
        {
            _problems.Add(("type", ZodTexts.NoDiscriminator(RuleFields.Types)));
            return;
        }
        foreach (var name in RuleFields.Required.Concat(RuleFields.Of(type).Where(field => field.Value.IsRequired).Select(field => field.Key)))
        {
            if (!_sent.TryGetProperty(name, out _))
                _problems.Add((name, ZodTexts.Required));
        }
        Members["type"] = JsonValue.Create(type);
        ReadMembers(type);
    }

    private bool IsObject()
    {
        if (_sent.ValueKind == JsonValueKind.Object)
            return true;
        _problems.Add(("", $"Expected object, received {ZodTexts.TypeOf(_sent)}"));
        return false;
    }

    private void ReadMembers(string type)
    {
        var own = RuleFields.Of(type);
        foreach (var member in _sent.EnumerateObject())
        {
            if (member.Name is "id" && member.Value.ValueKind == JsonValueKind.String)
                Members["id"] = JsonValue.Create(member.Value.GetString());
            else if (member.Name == "response_actions" && HasResponseActions(type))
                Members[member.Name] = ResponseActionSchema.Read(member.Value, _version, _problems);
            else if ((own.TryGetValue(member.Name, out var field) ? field.Kind : RuleFields.Common.GetValueOrDefault(member.Name)) is { } kind)
                Take(member, kind);
        }
    }

    private void Take(JsonProperty member, FieldKind kind)
    {
        _problems.AddRange(kind.Check(member.Value, member.Name));
        Members[member.Name] = JsonNode.Parse(member.Value.GetRawText());
    }

    // Up to 8.15 only two types carry response actions; with the others the member is unknown and dropped.
    private bool HasResponseActions(string type) => type is "query" or "saved_query" || _version.Has(KibanaFeature.ResponseActionsOfAllRuleTypes);
}
