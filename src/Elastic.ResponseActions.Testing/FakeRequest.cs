namespace Elastic.ResponseActions.Testing;

/// <summary>One request that a <see cref="FakeKibana"/> has answered.</summary>
public sealed record FakeRequest
{
    /// <summary>The HTTP method, as it came.</summary>
    public required string Method { get; init; }

    /// <summary>The path as it came, space prefix and query included.</summary>
    public required string Path { get; init; }

    /// <summary>The space of the request: the one in its path, else <c>default</c>.</summary>
    public required string SpaceId { get; init; }

    /// <summary>Who asked; null where nobody was recognised.</summary>
    public string? User { get; init; }

    /// <summary>The status that the server decided on, or that a fault put in its place before anything was decided; 0 where there was neither.</summary>
    public required int Status { get; init; }

    /// <summary>The body of the request as text; empty where there was none.</summary>
    public required string Body { get; init; }

    /// <summary>The time of the fake's clock when it was answered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The faults that hit it; null where none did.</summary>
    public string? Fault { get; init; }

    /// <summary>In words, what was missing and how to add it; null where there is nothing to say.</summary>
    public string? Why { get; init; }

    /// <summary>Method, path, user and status in one line.</summary>
    public override string ToString() => $"{Method} {Path} by {(User is null ? "nobody" : $"'{User}'")} -> {Status}{(Fault is null ? "" : $" [{Fault}]")}";
}
