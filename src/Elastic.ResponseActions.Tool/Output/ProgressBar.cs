using Spectre.Console;

namespace Elastic.ResponseActions.Tool.Output;

/// <summary>Shows a bar on standard error while long work runs, if that is a terminal; else nothing.</summary>
internal sealed class ProgressBar(ToolConsole console)
{
    /// <param name="title">What is being done.</param>
    /// <param name="total">How many steps there are; 0 where this is not known.</param>
    /// <param name="work">The work; it reports how many steps are done.</param>
    public Task<T> RunAsync<T>(string title, int total, Func<Action<int>, Task<T>> work)
    {
        if (!console.ErrorIsTerminal)
            return work(static _ => { });

        return Tables.Create(console.Error, isTerminal: true).Progress().AutoClear(true).StartAsync(context =>
        {
            var bar = context.AddTask(Markup.Escape(title), maxValue: Math.Max(total, 1));
            bar.IsIndeterminate = total == 0;
            return work(done => bar.Value = done);
        });
    }
}
