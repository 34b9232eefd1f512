namespace Elastic.ResponseActions.Matching.Syntax.Regex;

/// <summary>A part of a Lucene regular expression: a set of texts. Closed: the records in this file are all there are.</summary>
internal abstract record RegexNode
{
    /// <summary>The empty text, and it alone.</summary>
    public static RegexNode Empty { get; } = new RegexSequence([]);

    /// <summary>The longest way down; what works on the tree may recurse this deep.</summary>
    public int Depth { get; protected init; } = 1;

    protected static int Above(IReadOnlyList<RegexNode> children)
    {
        var deepest = 0;
        foreach (var child in children)
            deepest = Math.Max(deepest, child.Depth);
        return deepest + 1;
    }
}

/// <summary>One code point: of the ranges or, negated, of none of them.</summary>
internal sealed record RegexClass(IReadOnlyList<RegexRange> Ranges, bool Negated) : RegexNode
{
    /// <summary><c>.</c>, which a line break fits too.</summary>
    public static RegexClass AnyChar { get; } = new([], Negated: true);

    public static RegexClass Of(int codePoint) => new([new(codePoint, codePoint)], Negated: false);
}

/// <summary>Code points from the first to the last, both included.</summary>
internal readonly record struct RegexRange(int First, int Last);

/// <summary>Parts one after the other.</summary>
internal sealed record RegexSequence : RegexNode
{
    public RegexSequence(IReadOnlyList<RegexNode> parts) => (Parts, Depth) = (parts, Above(parts));

    public IReadOnlyList<RegexNode> Parts { get; }
}

/// <summary><c>a|b</c>.</summary>
internal sealed record RegexUnion : RegexNode
{
    public RegexUnion(IReadOnlyList<RegexNode> choices) => (Choices, Depth) = (choices, Above(choices));

    public IReadOnlyList<RegexNode> Choices { get; }
}

/// <summary><c>a&amp;b</c>.</summary>
internal sealed record RegexIntersection : RegexNode
{
    public RegexIntersection(IReadOnlyList<RegexNode> parts) => (Parts, Depth) = (parts, Above(parts));

    public IReadOnlyList<RegexNode> Parts { get; }
}

/// <summary><c>a?</c>, <c>a*</c>, <c>a+</c>, <c>a{n,m}</c>; without a maximum: any number from the minimum on.</summary>
internal sealed record RegexRepeat : RegexNode
{
    public RegexRepeat(RegexNode part, int min, int? max) => (Part, Min, Max, Depth) = (part, min, max, part.Depth + 1);

    public RegexNode Part { get; }

    public int Min { get; }

    public int? Max { get; }
}

/// <summary><c>~a</c>: every text that <c>a</c> does not fit.</summary>
internal sealed record RegexComplement : RegexNode
{
    public RegexComplement(RegexNode part) => (Part, Depth) = (part, part.Depth + 1);

    public RegexNode Part { get; }
}

/// <summary><c>@</c>: any text.</summary>
internal sealed record RegexAnyText : RegexNode;

/// <summary><c>#</c>: no text, not even the empty one.</summary>
internal sealed record RegexNothing : RegexNode;

/// <summary><c>&lt;n-m&gt;</c>: a whole number in the range, of so many digits; 0 digits: with any number of leading zeros.</summary>
internal sealed record RegexInterval(int Min, int Max, int Digits) : RegexNode;
