namespace Elastic.ResponseActions.Kibana;

/// <summary>Lets an id into a path only if it cannot change the path.</summary>
internal static class RouteId
{
    public const int MaxLength = 128;

    /// <summary>What an id has to look like, as the end of a sentence.</summary>
    public const string Rule = "1 to 128 of A-Z, a-z, 0-9, `.`, `_`, `-`, and neither `.` nor `..`";

    public static bool IsValid(string? id) =>
        id is { Length: > 0 and <= MaxLength } and not "." and not ".."
        && !id.AsSpan().ContainsAnyExcept(Allowed);

    public static string Checked(string? id, string what)
    {
        if (!IsValid(id))
            throw new ArgumentException($"The {what} `{VisibleText.Of(id ?? "", MaxLength)}` is not valid: {Rule}. Nothing was sent.");

        return id!;
    }

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
}
