namespace Elastic.ResponseActions.Testing;

/// <summary>One thing wrong with a scenario.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.hosts[1].os</c>.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What was found, what is allowed.</param>
public sealed record FakeScenarioError(string Path, int Line, string Message)
{
    /// <summary>Line, path and message.</summary>
    public override string ToString() => $"line {Line}, {Path}: {Message}";
}
