using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.Tests.Support;

/// <summary>Keeps what is logged, as text and as the values that a structured sink gets.</summary>
internal sealed class LogLines<T> : ILogger<T>
{
    public sealed record Line(int Id, LogLevel Level, string Text, IReadOnlyList<string> Values);

    private readonly ConcurrentQueue<Line> _lines = new();

    public IReadOnlyList<Line> All => [.. _lines];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = state is IReadOnlyList<KeyValuePair<string, object?>> pairs ? pairs.Select(static pair => $"{pair.Value}").ToList() : [];
        _lines.Enqueue(new Line(eventId.Id, logLevel, formatter(state, exception), values));
    }
}
