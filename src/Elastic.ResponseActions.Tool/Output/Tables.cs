using Spectre.Console;
using Spectre.Console.Rendering;

namespace Elastic.ResponseActions.Tool.Output;

/// <summary>Draws tables and lines for people. Cells are plain text, never markup, and pass through <see cref="PrintableText"/>.</summary>
internal sealed class Tables(ToolConsole console)
{
    // In a pipe nothing is cut or wrapped: whoever reads it there has no width.
    private const int PipeWidth = 1_000;

    private readonly IAnsiConsole _console = Create(console.Output, console.OutputIsTerminal);

    public void Write(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column)));

        foreach (var row in rows)
            table.AddRow(row.Select(IRenderable (cell) => new Text(PrintableText.Of(cell))));

        Line(title);
        if (table.Rows.Count > 0)
            _console.Write(table);
        else
            Line("  (none)");
    }

    public void Line(string text = "") => _console.WriteLine(PrintableText.Of(text));

    internal static IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        var created = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            created.Profile.Width = PipeWidth;
            created.Profile.Capabilities.Unicode = false;
        }

        return created;
    }
}
