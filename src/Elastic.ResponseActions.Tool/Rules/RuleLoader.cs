using System.Text.Json;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>Reads the rules of a command line, and names on standard error what cannot be used.</summary>
internal sealed class RuleLoader(InputFiles files, InputProblems problems)
{
    /// <param name="paths">Files and folders of rules.</param>
    /// <param name="exceptions">The files of <c>--exceptions</c>.</param>
    /// <param name="responses">The file of <c>--responses</c>, where given.</param>
    /// <exception cref="BadInputException">A file is not there, or one of exceptions or response actions cannot be used.</exception>
    public RuleInput Read(IReadOnlyList<string> paths, IReadOnlyList<string> exceptions, string? responses = null)
    {
        var laidOver = responses is null ? null : ResponsesFile.Read(responses, files);
        var lists = new ExceptionInput(problems);
        foreach (var file in exceptions)
            lists.AddFile(file, files);

        var documents = new RuleFileReader(files, problems, lists).Read(InputFiles.Expand(paths, RuleFormats.Endings));
        List<ReadRule> rules = [.. documents.SelectMany(document => Parse(document, laidOver))];
        return new RuleInput(rules, lists.Read());
    }

    /// <summary>Names on standard error every rule that cannot be used.</summary>
    public void ReportRefused(IEnumerable<CheckedRule> rules)
    {
        foreach (var rule in rules.Where(rule => rule.Status != RuleStatus.Ok))
            problems.Report(rule.Place.File, rule.Place.Line, rule.Reason);
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
