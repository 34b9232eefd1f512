namespace Elastic.ResponseActions.Tool;

/// <summary>Input without which a command cannot start. Ends the tool with <see cref="ExitCodes.BadInput"/>; every error found is a line of its own.</summary>
internal sealed class BadInputException(IReadOnlyList<string> errors) : Exception(string.Join('\n', errors))
{
    public BadInputException(string error)
        : this([error])
    {
    }

    public IReadOnlyList<string> Errors { get; } = errors;
}
