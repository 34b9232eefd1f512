using System.Globalization;

namespace Elastic.ResponseActions.Manual;

/// <summary>The API's limits on a request's values. Where servers differ it is the newest one's: what it refuses, older ones may only refuse later, on the host.</summary>
internal static class RequestLimits
{
    // The server takes 30,000; the mark behind the comment needs some of them.
    public const int MaxCommentChars = 29_000;
    public const int MaxIdChars = 256;
    public const int MaxPathChars = 4096;
    public const int MaxCommandChars = 8192;

    private const int MaxIds = 50;

    public static void Text(List<string> errors, string name, string? value, int most, bool isRequired = true)
    {
        if (value is null && !isRequired)
            return;
        if (string.IsNullOrWhiteSpace(value))
            errors.Add(isRequired ? $"{name} is empty." : $"{name} is blank; leave it out.");
        else if (value.Length > most)
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} has {value.Length} characters, at most {most} are taken."));
    }

    public static void Ids(List<string> errors, string name, IReadOnlyList<string> ids)
    {
        if (ids.Count > MaxIds)
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} has {ids.Count} ids, at most {MaxIds} are taken."));
        if (ids.Any(string.IsNullOrWhiteSpace))
            errors.Add($"{name} has a blank id.");
        if (ids.Any(static id => id?.Length > MaxIdChars))
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} has an id of more than {MaxIdChars} characters."));
    }

    /// <summary>A time that a command may take. The API counts in seconds.</summary>
    public static void Timeout(List<string> errors, TimeSpan? timeout)
    {
        if (timeout < TimeSpan.FromSeconds(1))
            errors.Add("Timeout has to be at least 1 s.");
    }
}
