using System.CommandLine;
using System.Text.Json;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Output;
using Elastic.ResponseActions.Tool.Responding;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary><c>rules pull</c>, <c>push</c>, <c>diff</c>: rules with their response actions, from Kibana, to it, and how two sets of them differ.</summary>
internal static class RulesCommand
{
    public static Command Create(ToolConsole console) => new("rules", "Rules in Kibana, and what differs.") { Pull(console), Push(console), Diff(console) };

    private static Command Pull(ToolConsole console)
    {
        var kibana = new KibanaAddress();
        var all = new Option<bool>("--all") { Description = "Also rules without response actions." };
        var command = new Command("pull", "Print the rules of a space that have response actions, one JSON line each, as they are stored.") { all };
        kibana.AddConnectionTo(command);
        command.Runs(async (line, stop) =>
        {
            var options = kibana.ReadConnection(line, new InputFiles(console.Input));
            using var transport = new HttpClientTransport(options);
            using var records = new RecordWriter(console.Output, OutputFormat.Ndjson);
            await foreach (var rule in new ResponseActionsClient(transport, options).Rules.FindAllAsync(cancellationToken: stop))
            {
                if (rule.ResponseActions.Count > 0 || line.GetValue(all))
                    records.Write(json => WriteMembers(json, rule));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Push(ToolConsole console)
    {
        var kibana = new KibanaAddress();
        var rules = new RuleOptions();
        var format = Options.Format();
        var command = new Command("push", "Store rules: a rule whose rule_id is there is replaced, else it is new. All are checked first, and one that Kibana would refuse stops it before anything is sent.") { format };
        rules.AddTo(command);
        kibana.AddConnectionTo(command);
        command.Runs(async (line, stop) =>
        {
            var files = new InputFiles(console.Input);
            var options = kibana.ReadConnection(line, files);
            var problems = new InputProblems(console.Error);
            var read = rules.Read(line, new RuleLoader(files, problems)).Rules;
            using var transport = new HttpClientTransport(options);
            var push = new RulePush(new ResponseActionsClient(transport, options), read);
            await push.CheckAsync(problems, stop);
            if (problems.Count > 0)
                return ExitCodes.BadInput;

            try
            {
                await push.StoreAsync(stop);
            }
            finally
            {
                if (push.Stored.Count < read.Count)
                    console.Error.WriteLine($"{push.Stored.Count} of {read.Count} rules were stored. What is stored already is replaced by the same when they are pushed again.");
                Print(console, line.GetValue(format), "Stored", ["rule_id", "change"], push.Stored);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Diff(ToolConsole console)
    {
        var before = new Argument<string>("before") { Description = "A file or folder of rules." };
        var after = new Argument<string>("after") { Description = "Another." };
        var format = Options.Format();
        var command = new Command("diff", "Say how the response actions of two sets of rules differ.") { before, after, format };
        command.Runs((line, _) =>
        {
            var problems = new InputProblems(console.Error);
            var loader = new RuleLoader(new InputFiles(console.Input), problems);
            var (old, now) = (Rules(loader, line.GetRequiredValue(before)), Rules(loader, line.GetRequiredValue(after)));
            if (problems.Count > 0)
                return Task.FromResult(ExitCodes.BadInput);

            PrintChanges(console, line.GetValue(format), Compare(old, now));
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static IEnumerable<DetectionRule> Rules(RuleLoader loader, string path) => [.. loader.Read([path], []).Rules.Select(rule => rule.Rule)];

    private static IReadOnlyList<ResponseActionChange> Compare(IEnumerable<DetectionRule> before, IEnumerable<DetectionRule> after)
    {
        try
        {
            return ResponseActionsDiff.Compare(before, after);
        }
        catch (ArgumentException doubled)
        {
            throw new BadInputException(doubled.Message);
        }
    }

    private static void PrintChanges(ToolConsole console, OutputFormat format, IReadOnlyList<ResponseActionChange> changes)
    {
        if (format == OutputFormat.Table)
        {
            new Tables(console).Write("Response actions that differ", ["rule_id", "rule", "change", "action"], changes.Select(change =>
                (IReadOnlyList<string>)[change.RuleId, change.RuleName, change.Kind, (change.After ?? change.Before)!.ToString()]));
            return;
        }

        using var records = new RecordWriter(console.Output, format);
        foreach (var change in changes)
        {
            records.Write(json =>
            {
                json.WriteString("rule_id", change.RuleId);
                json.WriteString("change", change.Kind);
                WriteAction(json, "before", change.Before);
                WriteAction(json, "after", change.After);
            });
        }
    }

    private static void WriteAction(Utf8JsonWriter json, string name, RuleResponseAction? action)
    {
        if (action is null)
            return;
        json.WritePropertyName(name);
        action.WriteTo(json);
    }

    private static void Print(ToolConsole console, OutputFormat format, string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (format == OutputFormat.Table)
        {
            new Tables(console).Write(title, columns, rows);
            return;
        }

        using var records = new RecordWriter(console.Output, format);
        foreach (var row in rows)
        {
            records.Write(json =>
            {
                for (var i = 0; i < columns.Count; i++)
                    json.WriteString(columns[i], row[i]);
            });
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, DetectionRule rule)
    {
        using var stream = new MemoryStream();
        using (var whole = new Utf8JsonWriter(stream))
            rule.WriteTo(whole);
        foreach (var member in JsonElement.Parse(stream.ToArray()).EnumerateObject())
            member.WriteTo(json);
    }
}
