namespace Elastic.ResponseActions;

/// <summary>One error of a policy file.</summary>
/// <param name="Path">The place, for example <c>mode.rules[2].mode</c>.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What was found, and what is allowed there.</param>
public sealed record PolicyError(string Path, int Line, string Message)
{
    /// <summary>The error as people read it.</summary>
    public override string ToString() => Path.Length == 0 ? $"policy, line {Line}: {Message}" : $"policy, line {Line}, `{Path}`: {Message}";
}
