using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool;

/// <summary>What a command reads from and writes to, so that the tool can be run inside a test.</summary>
internal sealed record ToolConsole
{
    public required Stream Input { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Standard output is a terminal: tables fit its width and may be coloured.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Standard error is a terminal: long work shows a progress bar there.</summary>
    public bool ErrorIsTerminal { get; init; }

    public static ToolConsole System() => new()
    {
        Input = Console.OpenStandardInput(),
        Output = Console.Out,
        Error = new HoldableWriter(Console.Error),
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
    };
}
