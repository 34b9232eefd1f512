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
        var category = new Option<string?>("--event-category-field") { Description = "EQL: the field that a category is compared with. Default: event.category." };
        var timestamp = new Option<string?>("--timestamp-field") { Description = "EQL: the field that orders events. Default: @timestamp." };
        var tiebreaker = new Option<string?>("--tiebreaker-field") { Description = "EQL: the field that orders events of the same time. Default: their order in the input." };
        var events = Options.Events();
        var mapping = Options.Mapping();
        var overlay = Options.Overlay();
        var format = Options.Format();
        var strict = Options.Strict();
        var command = new Command("query", "Match one query against events.") { language, query, category, timestamp, tiebreaker, events, mapping, overlay, format, strict };
        command.Runs((line, cancellationToken) =>
        {
            var files = new InputFiles(console.Input);
            var problems = new InputProblems(console.Error);
            var options = MatchSettings.Options(line.GetValue(mapping), ignoreIndex: true, files);
            var input = EventInput.Open(line.GetRequiredValue(events), line.GetValue(overlay), files, problems);
            var set = Compile(
                new RuleQuery
                {
                    RuleId = "query",
                    Query = line.GetRequiredValue(query),
                    Language = new QueryLanguage(line.GetRequiredValue(language)),
                    EventCategoryField = line.GetValue(category),
                    TimestampField = line.GetValue(timestamp),
                    TiebreakerField = line.GetValue(tiebreaker),
                },
                options);
            return new MatchRun(console, problems, line.GetValue(format)).RunAsync(set, input, indicators: null, line.GetValue(strict), cancellationToken);
        });
        return command;
    }

    private static DetectorSet Compile(RuleQuery query, RuleSetOptions options)
    {
        try
        {
            return DetectorSet.Compile([new DetectorRule { Query = query }], options);
        }
        catch (QueryParseException e)
        {
            throw new BadInputException([.. e.Errors.Select(error => error.ToString())]);
        }
    }
}
