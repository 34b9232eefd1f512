using System.Text;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>The <c>ignore_above</c> of ECS keyword fields: 1,024 UTF-16 units, as Elasticsearch counts them.</summary>
internal static class KeywordLimit
{
    public const int MaxChars = 1024;

    public static bool IsPassed(ReadOnlySpan<byte> utf8) =>
        utf8.Length > MaxChars && (utf8.Length > MaxChars * 3 || Encoding.UTF8.GetCharCount(utf8) > MaxChars);
}
