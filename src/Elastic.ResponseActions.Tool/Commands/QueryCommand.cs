using System.CommandLine;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary><c>query</c>: one query against events, without a rule around it.</summary>
internal static class QueryCommand
{
    public static Command Create(ToolConsole console)
    {
        var language = new Option<string>("--language") { Description = "kuery, eql or lucene.", DefaultValueFactory = _ => QueryLanguage.Kuery.Name };
        var query = new Option<string>("--query") { Description = "The query text.", Required = true };
        var events = Options.Events();
        var mapping = Options.Mapping();
        var overlay = Options.Overlay();
        var format = Options.Format();
        var strict = Options.Strict();
        var command = new Command("query", "Match one query against events.") { language, query, events, mapping, overlay, format, strict };
        command.Runs((line, cancellationToken) =>
        {
            var files = new InputFiles(console.Input);
            var problems = new InputProblems(console.Error);
            var options = MatchSettings.Options(line.GetValue(mapping), ignoreIndex: true, files);
            var input = EventInput.Open(line.GetRequiredValue(events), line.GetValue(overlay), files, problems);
            var set = Compile(line.GetRequiredValue(query), line.GetRequiredValue(language), options);
            return new MatchRun(console, problems, line.GetValue(format)).RunAsync(set, input, line.GetValue(strict), cancellationToken);
        });
        return command;
    }

    private static RuleSet Compile(string query, string language, RuleSetOptions options)
    {
        try
        {
            return RuleSet.Compile([new RuleQuery { RuleId = "query", Query = query, Language = new QueryLanguage(language) }], options);
        }
        catch (QueryParseException e)
        {
            throw new BadInputException([.. e.Errors.Select(error => error.ToString())]);
        }
    }
}
