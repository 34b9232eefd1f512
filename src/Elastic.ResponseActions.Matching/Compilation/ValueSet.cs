using System.Runtime.InteropServices;
using System.Text;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Terms and patterns of one field while they are collected.</summary>
internal sealed class ValueSet(string field, bool folded, bool keywordLimit)
{
    private readonly List<Term> _terms = [];
    private readonly List<GlobPattern> _patterns = [];

    /// <summary>The terms of one condition that has nothing beside it to be grouped with.</summary>
    public static ValuesDraft DraftOf(TermDraft alone)
    {
        if (alone.Values.Count == 1)
            return new ValuesDraft(alone.Field, alone.Folded, alone.KeywordLimit, [new Term(alone.Values[0], alone.IgnoreCase)], []);

        var set = new ValueSet(alone.Field, alone.Folded, alone.KeywordLimit);
        set.AddTerms(alone.Values, alone.IgnoreCase);
        return set.ToDraft();
    }

    public bool IsFor(string otherField, bool otherFolded, bool otherLimit) =>
        folded == otherFolded && keywordLimit == otherLimit && field == otherField;

    public void AddTerm(string text, bool ignoreCase = false) => _terms.Add(new Term(text, ignoreCase));

    public void AddTerms(IReadOnlyList<string> texts, bool ignoreCase)
    {
        for (var i = 0; i < texts.Count; i++)
            AddTerm(texts[i], ignoreCase);
    }

    /// <summary>Adds a pattern; one without wildcards is a term.</summary>
    public void Add(GlobPattern pattern)
    {
        if (pattern.IsLiteral)
            _terms.Add(new Term(Encoding.UTF8.GetString(pattern.Segments[0].Bytes), pattern.IgnoreCase));
        else
            _patterns.Add(pattern);
    }

    public ValuesDraft ToDraft()
    {
        if (_terms.Count > 1)
        {
            _terms.Sort(Term.Compare);
            RemoveRepeats(_terms);
        }

        if (_patterns.Count > 1)
        {
            _patterns.Sort((one, other) => one.CompareTo(other));
            RemoveRepeats(_patterns);
        }

        return new ValuesDraft(field, folded, keywordLimit, [.. _terms], [.. _patterns]);
    }

    private static void RemoveRepeats<T>(List<T> sorted)
        where T : IEquatable<T>
    {
        var items = CollectionsMarshal.AsSpan(sorted);
        var kept = 1;
        for (var i = 1; i < items.Length; i++)
        {
            if (!items[i].Equals(items[kept - 1]))
                items[kept++] = items[i];
        }

        sorted.RemoveRange(kept, sorted.Count - kept);
    }
}
