using System.CommandLine;
using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary>The options that several commands share, so that one option means one thing everywhere.</summary>
internal static class Options
{
    public static Option<string[]> Events() => new("--events")
    {
        Description = "Events: NDJSON, plain or gzip, a file or folder, or - for standard input. May be given several times.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<string[]> Indicators() => new("--indicators")
    {
        Description = "Indicators for threat-match rules, in the form of events. May be given several times.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<OutputFormat> Format() => new("--format")
    {
        Description = "How to print: a table for people, NDJSON, or a JSON array.",
        DefaultValueFactory = _ => OutputFormat.Table,
    };

    public static Option<string?> Mapping() => new("--mapping") { Description = "A JSON file of field types, laid over the built-in table." };

    public static Option<string?> Overlay() => new("--overlay") { Description = "A JSON file of fields to lay over events that lack them." };

    public static Option<string?> Responses() => new("--responses") { Description = "A JSON file of response actions to lay over rules." };

    public static Option<string?> Policy() => new("--policy") { Description = "The guards' policy, JSON or YAML. Without it nothing is enforced." };

    public static Option<bool> BaseQuery() => new("--base-query")
    {
        Description = "Take the base query of threshold, new-terms and threat-match rules, which matches more than they alert on.",
    };

    public static Option<bool> IgnoreIndex() => new("--ignore-index") { Description = "Let every rule see every event, whatever its index patterns say." };

    public static Option<bool> Strict() => new("--strict") { Description = "End with exit code 3 if any rule or event had to be left out." };
}
