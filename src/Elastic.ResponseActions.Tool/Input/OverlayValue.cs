using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>
/// A value of an overlay. In a text, <c>${hash:FIELD:N}</c> stands for a number below N that hangs on the event's field alone
/// (<c>_id</c> is the event's id): <see cref="StableHash"/> of the field's text, modulo N. A text that is one such template and nothing else becomes a number.
/// </summary>
internal sealed class OverlayValue(JsonElement value)
{
    private static readonly Regex Template = new(@"\$\{hash:([^:{}]+):([1-9][0-9]{0,8})\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private readonly string? _text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>What is wrong with the text's templates; null where nothing is.</summary>
    public string? Problem => _text is null || !Template.Replace(_text, "").Contains("${", StringComparison.Ordinal)
        ? null
        : $"`{_text}` has a template that is not known; write ${{hash:FIELD:N}} with N from 1 to 999,999,999.";

    /// <returns>False where a field that the value is made from is absent: nothing is made up for such an event.</returns>
    public bool TryFill(JsonElement document, string eventId, out JsonElement filled)
    {
        filled = value;
        if (_text is null || !_text.Contains("${", StringComparison.Ordinal))
            return true;

        var isWhole = true;
        var text = Template.Replace(_text, template =>
        {
            var source = SourceText(document, eventId, template.Groups[1].Value);
            isWhole &= source is not null;
            return (StableHash.Of(source ?? "") % ulong.Parse(template.Groups[2].ValueSpan, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
        });
        filled = Template.Match(_text).Length == _text.Length ? JsonElement.Parse(text) : AsString(text);
        return isWhole;
    }

    private static string? SourceText(JsonElement document, string eventId, string field)
    {
        if (field == "_id")
            return eventId;

        return EventFields.TryGet(document, field, out var source)
            ? source.ValueKind == JsonValueKind.String ? source.GetString() : source.GetRawText()
            : null;
    }

    private static JsonElement AsString(string text) => JsonElement.Parse(Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text)}\""));
}
