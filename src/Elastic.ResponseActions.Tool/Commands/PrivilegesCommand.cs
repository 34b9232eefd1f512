using System.CommandLine;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Output;
using Elastic.ResponseActions.Tool.Responding;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary><c>privileges</c>: says of everything this library does whether the key may do it, and how to grant what is missing. It changes nothing.</summary>
internal static class PrivilegesCommand
{
    public static Command Create(ToolConsole console)
    {
        var kibana = new KibanaAddress();
        var elasticsearch = new Option<string?>("--elasticsearch") { Description = "The address of the Elasticsearch behind it. Without it Kibana alone is asked, which cannot tell everything." };
        var format = Options.Format();
        var command = new Command("privileges", "Ask what the API key may do, and what is missing.") { elasticsearch, format };
        kibana.AddConnectionTo(command);
        command.Runs(async (line, stop) =>
        {
            var options = kibana.ReadConnection(line, new InputFiles(console.Input));
            using var transport = new HttpClientTransport(options);
            using var beside = ElasticsearchTransport.Find(options, line.GetValue(elasticsearch));
            var report = await new ResponseActionsClient(transport, options).CheckPrivilegesAsync(PrivilegePlan.Everything, beside, cancellationToken: stop);
            Print(console, line.GetValue(format), report);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(ToolConsole console, OutputFormat format, PrivilegeReport report)
    {
        foreach (var warning in report.Warnings)
            console.Error.WriteLine(PrintableText.OfLines(warning));

        if (format != OutputFormat.Table)
        {
            using var records = new RecordWriter(console.Output, format);
            foreach (var finding in report.Findings)
            {
                records.Write(json =>
                {
                    json.WriteString("need", finding.Need.Name);
                    json.WriteString("privilege", finding.Need.Privilege.Id);
                    if (finding.Granted is { } granted)
                        json.WriteBoolean("granted", granted);
                    else
                        json.WriteNull("granted");
                    json.WriteIfPresent("how_to_grant", finding.HowToGrant);
                });
            }

            return;
        }

        var tables = new Tables(console);
        tables.Write($"{report.Server}, space {report.SpaceId}, licence {report.License?.Name ?? "not known"}", ["need", "privilege", "granted", "how to grant"], report.Findings.Select(finding =>
            (IReadOnlyList<string>)[finding.Need.Name, finding.Need.Privilege.Id, finding.Granted switch { true => "yes", false => "no", null => "not known" }, finding.HowToGrant ?? ""]));
    }
}
