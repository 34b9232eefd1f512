using System.Security.Cryptography;

namespace Elastic.ResponseActions.Processing;

/// <summary>The id of an event, the same on every replay.</summary>
internal static class EventIds
{
    public static string Of(in InputEvent input) => input.Id ?? "sha256:" + Convert.ToHexStringLower(SHA256.HashData(input.Utf8Event.Span));
}
