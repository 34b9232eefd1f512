using System.CommandLine;
using System.Text.Json;
using Elastic.ResponseActions.Sqlite;
using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary>
/// <c>actions held</c>, <c>actions approve</c> and <c>actions deny</c>: what waits for a person in a ledger, and that person's answer. They send
/// nothing; the next <c>respond</c> on that ledger, or the service, has the guards judge again.
/// </summary>
internal static class ApprovalCommands
{
    /// <summary>The commands, for whichever command groups the actions.</summary>
    public static IReadOnlyList<Command> Create(ToolConsole console) => [Held(console), Decide(console, isGranted: true), Decide(console, isGranted: false)];

    private static Command Held(ToolConsole console)
    {
        var (file, key, format) = (Ledger(), AuditKey(), Options.Format());
        var command = new Command("held", "List the actions that wait for a person's approval, with the digest that an approval has to name.") { file, key, format };
        command.Runs(async (line, stop) =>
        {
            using var ledger = Open(line.GetValue(file)!, line.GetValue(key));
            Print(console, line.GetValue(format), await new ActionApprovals(ledger).ListAsync(stop));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Decide(ToolConsole console, bool isGranted)
    {
        var action = new Argument<string>("key") { Description = "The action's key, as `actions held` shows it." };
        var digest = new Option<string>("--digest") { Description = "The digest of what you looked at; anything else is void.", Required = true };
        var by = new Option<string>("--by") { Description = "Who decides.", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why.", Required = true };
        var (file, key, format) = (Ledger(), AuditKey(), Options.Format());
        var command = new Command(isGranted ? "approve" : "deny", isGranted ? "Agree that a held action may be sent, exactly as it is." : "Say that a held action may not be sent. That ends it.") { action, by, reason, file, key, format };
        if (isGranted)
            command.Options.Add(digest);
        command.Runs(async (line, stop) =>
        {
            using var ledger = Open(line.GetValue(file)!, line.GetValue(key));
            var (approvals, id) = (new ActionApprovals(ledger), new ActionKey(line.GetValue(action)!));
            try
            {
                var entry = isGranted
                    ? await approvals.ApproveAsync(id, new ApprovalDigest(line.GetValue(digest)!), line.GetValue(by)!, line.GetValue(reason)!, stop)
                    : await approvals.DenyAsync(id, line.GetValue(by)!, line.GetValue(reason)!, stop);
                Print(console, line.GetValue(format), [entry]);
                return ExitCodes.Done;
            }
            catch (Exception refused) when (refused is KeyNotFoundException or InvalidOperationException or ArgumentException)
            {
                throw new BadInputException(refused.Message);
            }
        });
        return command;
    }

    private static Option<string> Ledger() => new("--ledger") { Description = "The ledger's file. A service that runs on it has to be asked instead: a ledger has one writer.", Required = true };

    private static Option<string?> AuditKey() => new("--audit-key-env") { Description = "The name of the environment variable that holds the key of the hash chain." };

    private static SqliteActionLedger Open(string file, string? key) => File.Exists(file)
        ? SqliteActionLedger.Open(file, auditKey: LedgerCommand.Key(key))
        : throw new BadInputException($"The ledger '{file}' is not there.");

    private static void Print(ToolConsole console, OutputFormat format, IReadOnlyList<LedgerEntry> entries)
    {
        if (format == OutputFormat.Table)
        {
            var tables = new Tables(console);
            foreach (var entry in entries)
            {
                tables.Line(PrintableText.OfLines($"{entry.Action}"));
                tables.Line($"  key:    {entry.Key}");
                tables.Line($"  digest: {entry.Digest}");
                tables.Line(PrintableText.OfLines($"  {entry.Approval?.ToString() ?? entry.Outcome?.ToString() ?? entry.State.ToString()}"));
            }
        }
        else
        {
            using var records = new RecordWriter(console.Output, format);
            foreach (var entry in entries)
                records.Write(json => WriteMembers(json, entry));
        }

        console.Output.Flush();
    }

    private static void WriteMembers(Utf8JsonWriter json, LedgerEntry entry)
    {
        json.WriteString("key", entry.Key.Value);
        json.WriteString("digest", entry.Digest.Value);
        json.WriteString("command", entry.Action.Command.Name);
        json.WriteString("agent_id", entry.Action.Target.Value);
        json.WriteString("host", entry.Action.HostName ?? entry.Action.Evidence.Select(static e => e.HostName).FirstOrDefault());
        json.WriteString("rule_id", entry.Action.RuleId);
        json.WriteString("reason", entry.Action.Reason);
        json.WriteString("intended_at", entry.IntendedAt);
        json.WriteString("outcome", entry.Outcome?.Kind.ToString().ToLowerInvariant());
        json.WriteString("why", entry.Outcome?.Reason);
        json.WriteString("approval", entry.Approval is { } approval ? approval.IsGranted ? "approved" : "denied" : "none");
    }
}
