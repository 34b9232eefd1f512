namespace Elastic.ResponseActions.Tests.Calls;

/// <summary>One call of the client.</summary>
/// <param name="Name">Property and method; behind a colon, which of several ways to call it.</param>
/// <param name="RunAsync">Makes the call, and gives what it gave.</param>
internal sealed record ClientCall(string Name, Func<CallWorld, ResponseActionsClient, CancellationToken, Task<object?>> RunAsync)
{
    /// <summary>It changes something, so it is never repeated.</summary>
    public bool Writes { get; init; }

    public string Method => Name.Split(':')[0];
}
