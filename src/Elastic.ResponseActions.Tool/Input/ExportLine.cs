using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>What a line of a rules export is: Kibana writes the rules, then exception lists and their items, then connectors, then totals.</summary>
internal enum ExportLine
{
    Rule,

    /// <summary>An exception list or an item of one: it has a <c>list_id</c>.</summary>
    Exceptions,

    /// <summary>A connector, which only rules with notifications need: a saved object of type <c>action</c>.</summary>
    Connector,

    /// <summary>How much was exported: its members begin with <c>exported_</c>.</summary>
    Totals,
}

/// <summary>Tells the lines of an export apart. What is none of the others is taken for a rule, so that it is named if it is none.</summary>
internal static class ExportLines
{
    /// <exception cref="JsonException">The line is no JSON object.</exception>
    public static ExportLine KindOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 128 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a rule is a JSON object.");

        bool isRule = false, isList = false, isTotals = false, hasAttributes = false, isAction = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isRule |= reader.ValueTextEquals("rule_id"u8);
            isList |= reader.ValueTextEquals("list_id"u8);
            hasAttributes |= reader.ValueTextEquals("attributes"u8);
            isTotals |= reader.ValueSpan.StartsWith("exported_"u8);
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            isAction |= isType && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("action"u8);
            reader.Skip();
        }

        while (reader.Read())
        {
        }

        return isRule ? ExportLine.Rule
            : isList ? ExportLine.Exceptions
            : hasAttributes && isAction ? ExportLine.Connector
            : isTotals ? ExportLine.Totals
            : ExportLine.Rule;
    }
}
