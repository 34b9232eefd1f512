namespace Elastic.ResponseActions.Matching.Text;

/// <summary>A stretch of query text, in UTF-16 units.</summary>
internal readonly record struct SourceSpan(int Start, int Length)
{
    public int End => Start + Length;

    public static SourceSpan Between(int start, int end) => new(start, end - start);
}
