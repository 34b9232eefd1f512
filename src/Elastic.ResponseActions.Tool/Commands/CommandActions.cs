using System.CommandLine;

namespace Elastic.ResponseActions.Tool.Commands;

internal static class CommandActions
{
    extension(Command command)
    {
        /// <summary>Sets what the command does. It runs on a thread of its own, so that Ctrl-C is heard while it reads or computes.</summary>
        public void Runs(Func<ParseResult, CancellationToken, Task<int>> action) =>
            command.SetAction(async (line, cancellationToken) =>
            {
                await Task.Yield();
                return await action(line, cancellationToken);
            });
    }
}
