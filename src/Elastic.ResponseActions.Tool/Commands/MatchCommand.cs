using System.CommandLine;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary><c>match</c>: which rule matches which event.</summary>
internal static class MatchCommand
{
    public static Command Create(ToolConsole console)
    {
        var rules = new RuleOptions();
        var events = Options.Events();
        var indicators = Options.Indicators();
        var baseQuery = Options.BaseQuery();
        var ignoreIndex = Options.IgnoreIndex();
        var overlay = Options.Overlay();
        var format = Options.Format();
        var strict = Options.Strict();
        var command = new Command("match", "Match rules against events.") { events, indicators, baseQuery, ignoreIndex, overlay, format, strict };
        rules.AddTo(command);
        command.Runs((line, cancellationToken) =>
        {
            var files = new InputFiles(console.Input);
            var problems = new InputProblems(console.Error);
            var options = rules.Matching(line, line.GetValue(ignoreIndex), files);
            var input = EventInput.Open(line.GetRequiredValue(events), line.GetValue(overlay), files, problems);
            var threats = line.GetValue(indicators) is { Length: > 0 } paths ? EventInput.Open(paths, overlay: null, files, problems) : null;
            var loader = new RuleLoader(files, problems);
            var compiled = DetectorCompilation.OfOneRun(rules.Read(line, loader), line.GetValue(baseQuery), threats is not null, options);
            loader.ReportRefused(compiled.Checked);
            return new MatchRun(console, problems, line.GetValue(format)).RunAsync(compiled.Set, input, threats, line.GetValue(strict), cancellationToken);
        });
        return command;
    }
}
