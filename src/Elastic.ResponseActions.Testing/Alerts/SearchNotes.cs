using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>Why an event led to no alert, in words.</summary>
internal static class SearchNotes
{
    public static string Unreadable(EventError error) => $"An event cannot be read: {error}.";

    public static string UnreadableIndicator(EventError error) => $"An indicator cannot be read: {error}.";

    public static string Undecided<T>(T reason) => $"Whether an event matches cannot be told here: {reason}.";

    public static string WithoutTime(long events) => $"{events} events have no time, which this rule needs, and are passed over: give them `@timestamp`.";
}
