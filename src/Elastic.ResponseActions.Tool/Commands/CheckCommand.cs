using System.CommandLine;
using System.Text.Json;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Output;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary><c>check</c>: says of each rule whether it can be matched here.</summary>
internal static class CheckCommand
{
    public static Command Create(ToolConsole console)
    {
        var rules = new RuleOptions();
        var format = Options.Format();
        var strict = Options.Strict();
        var command = new Command("check", "Parse and compile each rule.") { format, strict };
        rules.AddTo(command);
        command.Runs((line, _) =>
        {
            var files = new InputFiles(console.Input);
            var problems = new InputProblems(console.Error);
            var options = rules.Matching(line, ignoreIndex: false, files);
            var compiled = DetectorCompilation.OfRules(rules.Read(line, new RuleLoader(files, problems)), options);
            Print(console, line.GetValue(format), compiled.Checked);
            problems.PrintTotal();
            var isClean = problems.Count == 0 && compiled.Checked.All(rule => rule.Status == RuleStatus.Ok);
            return Task.FromResult(line.GetValue(strict) && !isClean ? ExitCodes.BadInput : ExitCodes.Done);
        });
        return command;
    }

    private static void Print(ToolConsole console, OutputFormat format, IReadOnlyList<CheckedRule> rules)
    {
        if (format != OutputFormat.Table)
        {
            using var records = new RecordWriter(console.Output, format);
            foreach (var rule in rules)
                records.Write(json => WriteMembers(json, rule));

            return;
        }

        var tables = new Tables(console);
        tables.Write("Rules that cannot be used", ["rule", "type", "language", "status", "why"], rules
            .Where(rule => rule.Status != RuleStatus.Ok)
            .Select(rule => (IReadOnlyList<string>)[rule.Rule.Name, rule.Rule.Type.Name, Language(rule.Rule) ?? "", rule.StatusName, Why(rule)]));
        foreach (var status in rules.CountBy(rule => rule.StatusName).OrderBy(status => status.Key, StringComparer.Ordinal))
            tables.Line($"{status.Key}: {status.Value}");
    }

    private static string Why(CheckedRule rule) =>
        rule.Line > 0 ? $"line {rule.Line}, column {rule.Column}: {rule.Message}" : rule.Message ?? "";

    private static void WriteMembers(Utf8JsonWriter json, CheckedRule rule)
    {
        json.WriteString("rule_id", rule.Rule.RuleId);
        json.WriteString("name", rule.Rule.Name);
        json.WriteString("type", rule.Rule.Type.Name);
        json.WriteString("language", Language(rule.Rule));
        json.WriteString("status", rule.StatusName);
        json.WriteIfPresent("message", rule.Message);
        json.WriteIfPositive("line", rule.Line);
        json.WriteIfPositive("column", rule.Column);
    }

    private static string? Language(DetectionRule rule) =>
        rule.Language?.Name ?? rule switch
        {
            MachineLearningRule => null,
            EqlRule or EsqlRule => rule.Type.Name,
            _ => QueryLanguage.Kuery.Name,
        };
}
