using System.CommandLine;
using System.Text.Json;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Output;
using Elastic.ResponseActions.Tool.Responding;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary><c>fake</c>: serves a FakeKibana on loopback until it is interrupted.</summary>
internal static class FakeCommand
{
    public static Command Create(ToolConsole console)
    {
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1. Default: one that is free." };
        var scenario = new Option<string?>("--scenario") { Description = "A JSON file of hosts, licence and permissions." };
        var format = Options.Format();
        var command = new Command("fake", "Serve a fake of Kibana's response-action API on loopback until Ctrl-C.") { port, scenario, format };
        command.Runs(async (line, cancellationToken) =>
        {
            await using var kibana = Build(line.GetValue(scenario), console);
            var address = await StartAsync(kibana, line.GetValue(port), cancellationToken);
            await kibana.Elasticsearch.StartAsync(cancellationToken: cancellationToken);
            Print(console, line.GetValue(format), address, kibana);
            await UntilCancelledAsync(cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    private static FakeKibana Build(string? scenarioFile, ToolConsole console)
    {
        var kibana = new FakeKibana();
        if (scenarioFile is not null)
            ScenarioFile.Apply(ScenarioFile.Read(scenarioFile, new InputFiles(console.Input)), scenarioFile, kibana);

        return kibana;
    }

    private static async Task<Uri> StartAsync(FakeKibana kibana, int port, CancellationToken cancellationToken)
    {
        try
        {
            return await kibana.StartAsync(port, cancellationToken);
        }
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
        {
            throw new BadInputException($"--port {port}: {e.Message}");
        }
    }

    private static void Print(ToolConsole console, OutputFormat format, Uri address, FakeKibana kibana)
    {
        if (format == OutputFormat.Table)
        {
            var tables = new Tables(console);
            tables.Line("This is a fake. It reaches no host.");
            tables.Line($"Address: {address}");
            tables.Line($"Elasticsearch: {kibana.Elasticsearch.Address}");
            tables.Line($"API key: {kibana.ApiKey}");
            tables.Line($"Hosts:   {kibana.Hosts.Count}");
        }
        else
        {
            using var records = new RecordWriter(console.Output, format);
            records.Write(json => WriteMembers(json, address, kibana));
        }

        console.Output.Flush();
    }

    private static void WriteMembers(Utf8JsonWriter json, Uri address, FakeKibana kibana)
    {
        json.WriteString("address", address.ToString());
        json.WriteString("elasticsearch", kibana.Elasticsearch.Address.ToString());
        json.WriteString("api_key", kibana.ApiKey);
        json.WriteNumber("hosts", kibana.Hosts.Count);
    }

    private static async Task UntilCancelledAsync(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(cancelled.SetResult);
        await cancelled.Task;
    }
}
