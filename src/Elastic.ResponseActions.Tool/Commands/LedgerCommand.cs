using System.CommandLine;
using System.Text.Json;
using Elastic.ResponseActions.Sqlite;
using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary><c>ledger verify</c> reads a ledger from end to end and says whether it is what was written; it changes nothing. <c>ledger claim</c> takes a copied or moved ledger into use.</summary>
internal static class LedgerCommand
{
    public static Command Create(ToolConsole console) => new("ledger", "Look into a ledger file.") { Verify(console), Claim(console) };

    private static Command Verify(ToolConsole console)
    {
        var file = new Argument<string>("file") { Description = "The ledger's file." };
        var head = new Option<string?>("--head") { Description = "A head that was kept elsewhere; it has to be one of the chain's." };
        var key = new Option<string?>("--audit-key-env") { Description = "The name of the environment variable that holds the key of the hash chain." };
        var format = Options.Format();
        var command = new Command("verify", "Check the hash chain, every record and the file's inner order. Exit code 2 where something is wrong.") { file, head, key, format };
        command.Runs((line, _) =>
        {
            var verified = Read(line.GetValue(file)!, line.GetValue(head), Key(line.GetValue(key)));
            Print(console, line.GetValue(format), verified);
            return Task.FromResult(verified.Problem is null ? ExitCodes.Done : ExitCodes.OverBudget);
        });
        return command;
    }

    private static Command Claim(ToolConsole console)
    {
        var file = new Argument<string>("file") { Description = "The ledger's file." };
        var command = new Command("claim", "Take a ledger that was copied or moved into use where it is now. Only once the other is out of use: both would send what waits.") { file };
        command.Runs((line, _) =>
        {
            try
            {
                var before = SqliteActionLedger.Claim(line.GetValue(file)!);
                new Tables(console).Line($"Claimed. It was '{PrintableText.OfLines(before)}' before.");
                console.Output.Flush();
                return Task.FromResult(ExitCodes.Done);
            }
            catch (LedgerException unusable)
            {
                throw new BadInputException(unusable.Message);
            }
        });
        return command;
    }

    private static LedgerVerification Read(string file, string? head, byte[] key)
    {
        try
        {
            return SqliteActionLedger.Verify(file, head, key);
        }
        catch (LedgerException unreadable)
        {
            throw new BadInputException(unreadable.Message);
        }
    }

    internal static byte[] Key(string? variable) => variable is null ? []
        : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } key ? System.Text.Encoding.UTF8.GetBytes(key)
        : throw new BadInputException($"--audit-key-env {variable}: the environment has no such variable, or it is empty.");

    private static void Print(ToolConsole console, OutputFormat format, LedgerVerification verified)
    {
        if (format == OutputFormat.Table)
        {
            var tables = new Tables(console);
            tables.Line($"Records: {verified.Records}");
            tables.Line($"Head:    {verified.Head}");
            tables.Line(verified.Problem is { } problem ? $"WRONG:   {PrintableText.OfLines(problem)}" : "All is as it was written.");
        }
        else
        {
            using var records = new RecordWriter(console.Output, format);
            records.Write(json => WriteMembers(json, verified));
        }

        console.Output.Flush();
    }

    private static void WriteMembers(Utf8JsonWriter json, LedgerVerification verified)
    {
        json.WriteString("status", verified.Problem is null ? "ok" : "error");
        json.WriteNumber("records", verified.Records);
        json.WriteString("head", verified.Head);
        if (verified.Problem is { } problem)
            json.WriteString("message", problem);
    }
}
