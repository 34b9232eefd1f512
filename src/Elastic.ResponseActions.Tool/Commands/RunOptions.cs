using System.CommandLine;
using System.CommandLine.Parsing;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Output;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary>The options of <c>plan</c> and <c>respond</c>: the same input gives the same plan in both.</summary>
internal sealed class RunOptions
{
    private static readonly string[] Kinds = ["held", "refused", "failed", "parked"];

    private readonly RuleOptions _rules = new();
    private readonly Option<string[]> _events = Options.Events();
    private readonly Option<string?> _responses = Options.Responses();
    private readonly Option<string?> _policy = Options.Policy();
    private readonly Option<string?> _overlay = Options.Overlay();
    private readonly Option<bool> _baseQuery = Options.BaseQuery();
    private readonly Option<bool> _ignoreIndex = Options.IgnoreIndex();
    private readonly Option<OutputFormat> _format = Options.Format();
    private readonly Option<bool> _strict = Options.Strict();
    private readonly Option<DateTimeOffset?> _now = new("--now")
    {
        Description = "The time it is, ISO 8601. Default: the newest event's @timestamp.",
        CustomParser = ReadTime,
    };

    private readonly Option<int?> _maxHosts = new("--max-hosts") { Description = "End with exit code 2 if more hosts than this would be acted on; nothing is sent then." };
    private readonly Option<string[]> _failOn = new("--fail-on")
    {
        Description = $"End with exit code 2 if an action ends so: {string.Join(", ", Kinds)}; several are joined by commas.",
        DefaultValueFactory = _ => [],
        CustomParser = ReadKinds,
    };

    public void AddTo(Command command)
    {
        Option[] options = [_events, _responses, _policy, _overlay, _baseQuery, _ignoreIndex, _now, _maxHosts, _failOn, _format, _strict];
        _rules.AddTo(command);
        foreach (var option in options)
            command.Options.Add(option);
    }

    public bool HasNow(ParseResult line) => line.GetValue(_now) is not null;

    public bool HasBaseQuery(ParseResult line) => line.GetValue(_baseQuery);

    /// <summary>Reads everything the run needs. What has to be left out of the input is named on standard error.</summary>
    /// <exception cref="BadInputException">A file is not there or cannot be used.</exception>
    public RunRequest Read(ParseResult line, ToolConsole console, InputFiles files, CancellationToken cancellationToken)
    {
        var problems = new InputProblems(console.Error);
        var options = _rules.Matching(line, line.GetValue(_ignoreIndex), files);
        var policy = line.GetValue(_policy) is { } file ? PolicyFile.Read(file, files) : ResponsePolicy.Default;
        var events = EventInput.Open(line.GetRequiredValue(_events), line.GetValue(_overlay), files, problems);
        var loader = new RuleLoader(files, problems);
        return new RunRequest
        {
            Loader = loader,
            Rules = _rules.Read(line, loader, line.GetValue(_responses)),
            BaseQuery = line.GetValue(_baseQuery),
            Options = options,
            Pass = EventPass.Read(events, cancellationToken),
            Policy = policy,
            Problems = problems,
            Now = line.GetValue(_now),
            MaxHosts = line.GetValue(_maxHosts),
            FailOn = line.GetValue(_failOn) ?? [],
            Format = line.GetValue(_format),
            Strict = line.GetValue(_strict),
        };
    }

    private static DateTimeOffset? ReadTime(ArgumentResult argument)
    {
        if (EventClock.TryParse(argument.Tokens[0].Value, out var time))
            return time;

        argument.AddError($"--now: `{argument.Tokens[0].Value}` is no time; expected one like 2026-03-02T09:30:00Z.");
        return null;
    }

    private static string[] ReadKinds(ArgumentResult argument)
    {
        var kinds = argument.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        foreach (var unknown in kinds.Except(Kinds))
            argument.AddError($"--fail-on: `{unknown}` is not known; expected {string.Join(", ", Kinds)}.");

        return kinds;
    }
}
