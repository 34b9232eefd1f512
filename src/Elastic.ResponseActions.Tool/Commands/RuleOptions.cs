using System.CommandLine;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary>The options of every command that takes rules: the rules, and what Kibana keeps apart from them.</summary>
internal sealed class RuleOptions
{
    private readonly Option<string[]> _rules = new("--rules")
    {
        Description = "Detection rules: a file or folder of .ndjson, .json or .toml, or - for standard input. May be given several times.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _exceptions = Several("--exceptions", "Exception lists that rules refer to: Kibana's export, NDJSON. An export of rules may carry them as well.");
    private readonly Option<string[]> _valueLists = Several("--value-list", "A value list that exceptions refer to: one value a line; the file's name is the list's id.");
    private readonly Option<string?> _mapping = Options.Mapping();

    public void AddTo(Command command)
    {
        Option[] options = [_rules, _exceptions, _valueLists, _mapping];
        foreach (var option in options)
            command.Options.Add(option);
    }

    /// <exception cref="BadInputException">A file is not there or cannot be used.</exception>
    public RuleInput Read(ParseResult line, RuleLoader loader, string? responses = null) =>
        loader.Read(line.GetRequiredValue(_rules), line.GetValue(_exceptions) ?? [], responses);

    /// <summary>The settings of matching that the options ask for.</summary>
    /// <exception cref="BadInputException">A file is not there or cannot be used.</exception>
    public RuleSetOptions Matching(ParseResult line, bool ignoreIndex, InputFiles files) =>
        MatchSettings.Options(line.GetValue(_mapping), ignoreIndex, files) with { ValueLists = ValueListFile.ReadAll(line.GetValue(_valueLists) ?? [], files) };

    private static Option<string[]> Several(string name, string description) => new(name) { Description = description, AllowMultipleArgumentsPerToken = true };
}
