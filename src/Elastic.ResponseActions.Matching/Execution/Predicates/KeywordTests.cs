using System.Text;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution.Predicates;

/// <summary>The whole value is the term. Run as such where a look-up cannot be: on fields found by a name pattern.</summary>
internal sealed class TermTest(byte[] term, bool keywordLimit) : ValueTest
{
    public string Text => Encoding.UTF8.GetString(term);

    public bool KeywordLimit => keywordLimit;

    public override bool Passes(in EventValue value) =>
        !(keywordLimit && value.BeyondKeyword) && value.Utf8.SequenceEqual(term);
}

/// <summary>The whole value fits a wildcard pattern.</summary>
internal sealed class GlobTest(GlobPattern pattern, bool keywordLimit) : ValueTest
{
    public GlobPattern Pattern => pattern;

    public bool KeywordLimit => keywordLimit;

    public override bool Passes(in EventValue value)
    {
        if (keywordLimit && value.BeyondKeyword)
            return false;

        value.Work.PatternTests++;
        return pattern.IsMatch(value.Utf8);
    }
}

/// <summary>The whole value stands before or behind the bound in the order of its UTF-8 bytes, as Lucene sorts terms.</summary>
internal sealed class TermOrderTest(Comparison comparison, byte[] bound, bool keywordLimit) : ValueTest
{
    public override bool Passes(in EventValue value)
    {
        if (keywordLimit && value.BeyondKeyword)
            return false;

        var order = value.Utf8.SequenceCompareTo(bound);
        return comparison switch
        {
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0,
            _ => order >= 0,
        };
    }
}
