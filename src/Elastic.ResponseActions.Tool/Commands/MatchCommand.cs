using System.CommandLine;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary><c>match</c>: which rule matches which event.</summary>
internal static class MatchCommand
{
    public static Command Create(ToolConsole console)
    {
        var rules = Options.Rules();
        var events = Options.Events();
        var baseQuery = Options.BaseQuery();
        var ignoreIndex = Options.IgnoreIndex();
        var mapping = Options.Mapping();
        var overlay = Options.Overlay();
        var format = Options.Format();
        var strict = Options.Strict();
        var command = new Command("match", "Match rules against events.") { rules, events, baseQuery, ignoreIndex, mapping, overlay, format, strict };
        command.Runs((line, cancellationToken) =>
        {
            var files = new InputFiles(console.Input);
            var problems = new InputProblems(console.Error);
            var options = MatchSettings.Options(line.GetValue(mapping), line.GetValue(ignoreIndex), files);
            var input = EventInput.Open(line.GetRequiredValue(events), line.GetValue(overlay), files, problems);
            var loader = new RuleLoader(files, problems);
            var compiled = loader.Compile(loader.Read(line.GetRequiredValue(rules)), line.GetValue(baseQuery), options);
            return new MatchRun(console, problems, line.GetValue(format)).RunAsync(compiled.Set, input, line.GetValue(strict), cancellationToken);
        });
        return command;
    }
}
