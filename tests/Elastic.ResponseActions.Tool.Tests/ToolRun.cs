using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Tests;

/// <summary>One run of the tool, in this process.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<JsonElement> Records => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    public static Task<ToolRun> Of(params string[] args) => With("", args);

    /// <param name="input">What stands on standard input.</param>
    /// <param name="args">The command line.</param>
    public static async Task<ToolRun> With(string input, params string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var console = new ToolConsole { Input = new MemoryStream(Encoding.UTF8.GetBytes(input)), Output = output, Error = error };
        var exitCode = await ToolHost.RunAsync(args, console, TestContext.Current.CancellationToken);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The command line of the README's main job.</summary>
    public static string[] Sample(string command, params string[] more) =>
    [
        command,
        "--rules", Path.Combine(Repository.Samples, "rules"),
        "--events", Path.Combine(Repository.Samples, "events.ndjson"),
        "--policy", Path.Combine(Repository.Samples, "policy.json"),
        .. more,
    ];

    public static string[] SampleResponse(params string[] more) =>
        Sample("respond", ["--fake", "--scenario", Path.Combine(Repository.Samples, "fleet.json"), .. more]);
}
