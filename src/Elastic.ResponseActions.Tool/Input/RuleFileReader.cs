using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>
/// Reads rule files of all three formats into JSON documents. What cannot be read is reported and left out; the rest goes on. Exception lists within an export
/// of rules are put aside.
/// </summary>
internal sealed class RuleFileReader(InputFiles files, InputProblems problems, ExceptionInput exceptions)
{
    private const int MaxRuleBytes = 16 * 1024 * 1024;

    /// <exception cref="BadInputException">A file cannot be opened.</exception>
    public IEnumerable<RuleDocument> Read(IReadOnlyList<string> paths) => paths.SelectMany(ReadFile);

    private IEnumerable<RuleDocument> ReadFile(string file)
    {
        var content = files.ReadAll(file);
        return RuleFormats.Of(file, content) switch
        {
            RuleFormat.Ndjson => ReadNdjson(file, content),
            RuleFormat.Json => ReadJson(file, content),
            _ => TomlRule.TryConvert(file, content, problems, out var json) ? [new RuleDocument(json, new InputPlace(file, 1))] : [],
        };
    }

    private IEnumerable<RuleDocument> ReadNdjson(string file, byte[] content)
    {
        var lines = new LineReader(new MemoryStream(content), MaxRuleBytes);
        while (lines.Read())
        {
            if (lines.IsTooLong)
                problems.Report(file, lines.Number, "the rule is larger than 16 MiB.");
            else if (lines.Line.Span.IndexOfAnyExcept(" \t\r"u8) >= 0 && IsRule(file, lines.Number, lines.Line))
                yield return new RuleDocument(lines.Line.ToArray(), new InputPlace(file, lines.Number));
        }
    }

    private bool IsRule(string file, int line, ReadOnlyMemory<byte> json)
    {
        try
        {
            var kind = ExportLines.KindOf(json.Span);
            if (kind == ExportLine.Exceptions)
                exceptions.AddLine(file, line, json.Span);
            return kind == ExportLine.Rule;
        }
        catch (Exception e) when (JsonProblem.IsAbout(e))
        {
            problems.Report(file, line, JsonProblem.Text(e));
            return false;
        }
    }

    private List<RuleDocument> ReadJson(string file, byte[] content)
    {
        try
        {
            var root = LocatedJson.Parse(content);
            return [.. (root.Kind == JsonValueKind.Array ? root.Items : [root])
                .Select(rule => new RuleDocument(rule.Raw, new InputPlace(file, rule.Line)))];
        }
        catch (LocatedJsonException e)
        {
            problems.Report(file, e.Line, e.Message);
            return [];
        }
    }
}
