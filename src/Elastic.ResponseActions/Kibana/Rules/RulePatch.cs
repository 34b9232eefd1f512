using System.Text.Json;

namespace Elastic.ResponseActions.Kibana.Rules;

/// <summary>The members that a patch changes, checked before it is sent.</summary>
internal static class RulePatch
{
    public const string ResponseActions = "response_actions";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <exception cref="ArgumentException">Not one JSON object, or it names a rule itself.</exception>
    public static JsonElement Read(ReadOnlyMemory<byte> utf8Members)
    {
        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(utf8Members, Strict);
            json = document.RootElement.Clone();
        }
        catch (JsonException cause)
        {
            throw new ArgumentException($"The patch cannot be read: {VisibleText.Of(cause.Message, 256)} Nothing was sent.", nameof(utf8Members), cause);
        }

        if (json.ValueKind != JsonValueKind.Object)
            throw new ArgumentException("The patch has to be one JSON object of the members to change. Nothing was sent.", nameof(utf8Members));
        if (json.TryGetProperty("id", out _) || json.TryGetProperty("rule_id", out _))
            throw new ArgumentException("The patch names a rule itself (`id` or `rule_id`); which rule is meant says the key alone. Nothing was sent.", nameof(utf8Members));
        return json;
    }

    /// <summary>The response actions of the patch as those of a rule, so that they are checked as such; null where it has none.</summary>
    /// <exception cref="ArgumentException">They cannot be read.</exception>
    public static DetectionRule? RuleOf(JsonElement patch, RuleKey key)
    {
        if (patch.Member(ResponseActions) is not { } actions)
            return null;
        if (actions.ValueKind != JsonValueKind.Array)
            throw new ArgumentException($"`{ResponseActions}` has to be a list. Nothing was sent.");

        try
        {
            return new QueryRule
            {
                RuleId = key.Value,
                Name = key.Value,
                ResponseActions = [.. actions.EnumerateArray().Select(static action => RuleResponseAction.Parse(System.Text.Encoding.UTF8.GetBytes(action.GetRawText())))],
            };
        }
        catch (JsonException cause)
        {
            throw new ArgumentException($"`{ResponseActions}` cannot be read: {VisibleText.Of(cause.Message, 256)} Nothing was sent.", cause);
        }
    }
}
