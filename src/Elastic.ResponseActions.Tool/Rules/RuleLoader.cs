using System.Text.Json;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>Reads and compiles the rules of a command line.</summary>
internal sealed class RuleLoader(InputFiles files, InputProblems problems)
{
    /// <param name="paths">Files and folders of rules.</param>
    /// <param name="responses">The file of <c>--responses</c>, where given.</param>
    /// <exception cref="BadInputException">A file is not there, or the file of response actions cannot be used.</exception>
    public IReadOnlyList<ReadRule> Read(IReadOnlyList<string> paths, string? responses = null)
    {
        var laidOver = responses is null ? null : ResponsesFile.Read(responses, files);
        var documents = new RuleFileReader(files, problems).Read(InputFiles.Expand(paths, RuleFormats.Endings));
        return [.. documents.SelectMany(document => Parse(document, laidOver))];
    }

    /// <summary>Compiles the rules and names on standard error every one that cannot be used.</summary>
    public RuleCompilation Compile(IReadOnlyList<ReadRule> rules, bool baseQuery, RuleSetOptions options)
    {
        var compilation = RuleCompilation.Of(rules, baseQuery, options);
        foreach (var rule in compilation.Checked.Where(rule => rule.Status != RuleStatus.Ok))
            problems.Report(rule.Place.File, rule.Place.Line, rule.Reason);

        return compilation;
    }

    private IEnumerable<ReadRule> Parse(RuleDocument document, ResponseOverlay? responses)
    {
        DetectionRule rule;
        try
        {
            rule = DetectionRule.Parse(document.Json.Span);
        }
        catch (JsonException e)
        {
            problems.Report(document.Place.File, document.Place.Line, e.Message);
            return [];
        }

        return [new ReadRule(responses?.Apply(rule) ?? rule, document.Place)];
    }
}
