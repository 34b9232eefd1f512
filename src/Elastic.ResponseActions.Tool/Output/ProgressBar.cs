using Spectre.Console;

namespace Elastic.ResponseActions.Tool.Output;

/// <summary>Told how far long work is: the step, how much of it is done, and how much there is (0: not known).</summary>
internal delegate void ProgressReport(string step, int done, int total);

/// <summary>Shows a bar on standard error while long work runs, if that is a terminal; else nothing.</summary>
internal sealed class ProgressBar(ToolConsole console)
{
    /// <param name="step">What is being done at first.</param>
    /// <param name="work">The work; it reports how far it is, from any thread, and writes nothing to standard output.</param>
    public async Task<T> RunAsync<T>(string step, Func<ProgressReport, Task<T>> work)
    {
        if (console is not { ErrorIsTerminal: true, Error: HoldableWriter error })
            return await work(static (_, _, _) => { });

        error.Hold();
        try
        {
            return await Tables.Create(error.Inner, isTerminal: true).Progress().AutoClear(true).StartAsync(context => ShowAsync(context, step, work));
        }
        finally
        {
            error.Release();
        }
    }

    private static async Task<T> ShowAsync<T>(ProgressContext context, string step, Func<ProgressReport, Task<T>> work)
    {
        var bar = context.AddTask(Markup.Escape(step));
        bar.IsIndeterminate = true;

        // The bar is drawn while the work computes.
        await Task.Yield();
        return await work((now, done, total) =>
        {
            bar.Description = Markup.Escape(now);
            bar.IsIndeterminate = total == 0;
            bar.MaxValue = Math.Max(total, 1);
            bar.Value = done;
        });
    }
}
