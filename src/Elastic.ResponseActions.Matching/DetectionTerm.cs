using System.Text.Json;

namespace Elastic.ResponseActions.Matching;

/// <summary>A value by which a detection joins or groups its events: a join key, a threshold's group, a new term.</summary>
/// <param name="Text">The value in the one spelling that its type gives it: <c>42</c>, <c>true</c>, <c>10.0.0.1</c>, <c>2024-05-15T09:30:00.000Z</c>. Null: the field of an optional key is missing.</param>
/// <param name="Type">The mapped type of its field; of a join key, that of the first stage's field.</param>
public readonly record struct DetectionTerm(string? Text, FieldType Type)
{
    /// <summary>Writes the value as JSON has it: a number or a boolean where the field's type is one, null where the field is missing, else text.</summary>
    /// <param name="writer">Where to write.</param>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (Type)
        {
            case FieldType.Long or FieldType.Double when Text is not null:
                writer.WriteRawValue(Text);
                break;
            case FieldType.Boolean when Text is not null:
                writer.WriteBooleanValue(Text == "true");
                break;
            default:
                writer.WriteStringValue(Text);
                break;
        }
    }

    /// <summary>The value's text; <c>null</c> for a missing one.</summary>
    public override string ToString() => Text ?? "null";
}
