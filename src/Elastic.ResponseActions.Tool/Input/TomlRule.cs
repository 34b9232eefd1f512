using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tomlyn;
using Tomlyn.Model;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>A rule in the layout of elastic/detection-rules, turned into the JSON that Kibana imports.</summary>
internal static class TomlRule
{
    /// <param name="file">The file as the user named it.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="problems">Told why, where the file holds no rule.</param>
    /// <param name="json">The rule.</param>
    public static bool TryConvert(string file, byte[] content, InputProblems problems, out ReadOnlyMemory<byte> json)
    {
        json = default;
        try
        {
            var document = TomlSerializer.Deserialize<TomlTable>(Encoding.UTF8.GetString(content)) ?? [];
            if (document.TryGetValue("rule", out var value) && value is TomlTable rule)
            {
                json = Convert(rule);
                return true;
            }

            problems.Report(file, 0, "a TOML rule needs a `[rule]` table.");
        }
        catch (TomlException e)
        {
            problems.Report(file, e.Line ?? 1, $"not TOML: {e.Message}");
        }

        return false;
    }

    private static ReadOnlyMemory<byte> Convert(TomlTable rule)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in rule)
            {
                if (name == "new_terms" && value is TomlTable newTerms)
                    WriteNewTerms(json, newTerms);
                else
                    WriteMember(json, name, value);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    // [rule.new_terms] field = "new_terms_fields", value = […]; below it [[rule.new_terms.history_window_start]] of the same shape:
    // the member's name stands in `field`, its value in `value`.
    private static void WriteNewTerms(Utf8JsonWriter json, TomlTable newTerms)
    {
        foreach (var table in newTerms.Values.OfType<TomlTableArray>().SelectMany(tables => tables).Prepend(newTerms))
        {
            if (table.TryGetValue("field", out var field) && field is string name && table.TryGetValue("value", out var value))
                WriteMember(json, name, value);
        }
    }

    private static void WriteMember(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        WriteValue(json, value);
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case TomlTable table:
                json.WriteStartObject();
                foreach (var (name, member) in table)
                    WriteMember(json, name, member);

                json.WriteEndObject();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case System.Collections.IEnumerable items:
                json.WriteStartArray();
                foreach (var item in items)
                    WriteValue(json, item);

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{value}"));
                break;
        }
    }
}
