using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Matching.Syntax.Regex;

/// <summary>
/// Reads Lucene's regular expressions with all of its optional operators on, as Elasticsearch does unless told otherwise.
/// In one pass, without going back. An operator where an operand has to stand is an ordinary character, as in Lucene.
/// </summary>
internal sealed class RegexParser
{
    // A level of nesting is at most a repetition of a choice of a sequence of an intersection.
    private const int TreeLevelsOfNesting = 4;

    private readonly RegexText _text;
    private readonly RegexLimits _limits;
    private readonly RegexScanner _scanner;
    private int _depth;

    private RegexParser(in RegexText text, RegexLimits limits)
    {
        _text = text;
        _limits = limits;
        _scanner = new RegexScanner(text);
    }

    /// <exception cref="QuerySyntaxException">The text is no regular expression, or passes a limit.</exception>
    public static RegexNode Parse(in RegexText text, RegexLimits limits)
    {
        if (text.Pattern.Length > limits.MaxLength)
            throw text.Limit($"is longer than {limits.MaxLength:N0} characters", nameof(RuleSetOptions.MaxRegexLength));
        return text.Pattern.Length == 0 ? RegexNode.Empty : new RegexParser(text, limits).ParseWhole();
    }

    private RegexNode ParseWhole()
    {
        var node = ParseUnion();
        return _scanner.AtEnd ? node : throw _scanner.Error("there is no `(` that this `)` closes; write `\\)` for the character");
    }

    private RegexNode ParseUnion()
    {
        var first = ParseIntersection();
        if (!_scanner.TryRead('|')) return first;

        var choices = new List<RegexNode> { first };
        do choices.Add(ParseIntersection());
        while (_scanner.TryRead('|'));
        return Limited(new RegexUnion(choices));
    }

    private RegexNode ParseIntersection()
    {
        var first = ParseSequence();
        if (!_scanner.TryRead('&')) return first;

        var parts = new List<RegexNode> { first };
        do parts.Add(ParseSequence());
        while (_scanner.TryRead('&'));
        return Limited(new RegexIntersection(parts));
    }

    private RegexNode ParseSequence()
    {
        var first = ParseRepeat();
        if (_scanner.AtEndOfSequence) return first;

        var parts = new List<RegexNode> { first };
        do parts.Add(ParseRepeat());
        while (!_scanner.AtEndOfSequence);
        return Limited(new RegexSequence(parts));
    }

    private RegexNode ParseRepeat()
    {
        var node = ParseComplement();
        while (true)
        {
            if (_scanner.TryRead('?')) node = Repeat(node, 0, 1);
            else if (_scanner.TryRead('*')) node = Repeat(node, 0, null);
            else if (_scanner.TryRead('+')) node = Repeat(node, 1, null);
            else if (_scanner.TryReadCounts(out var min, out var max)) node = Repeat(node, min, max);
            else return node;
        }
    }

    private RegexNode Repeat(RegexNode node, int min, int? max) => (node, min, max) switch
    {
        (_, 1, 1) => node,
        (RegexRepeat { Min: <= 1, Max: null or 1 } inner, <= 1, null or 1) =>   // `a+?` and its kin are one repetition
            new RegexRepeat(inner.Part, inner.Min * min, inner.Max is null || max is null ? null : 1),
        _ => Limited(new RegexRepeat(node, min, max)),
    };

    private RegexNode ParseComplement()
    {
        var negate = false;
        while (_scanner.TryRead('~')) negate = !negate;
        var node = ParseAtom();
        return negate ? Limited(new RegexComplement(node)) : node;
    }

    private RegexNode ParseAtom()
    {
        if (_scanner.TryRead('.')) return RegexClass.AnyChar;
        if (_scanner.TryRead('#')) return new RegexNothing();
        if (_scanner.TryRead('@')) return new RegexAnyText();
        if (_scanner.TryReadQuoted(out var quoted)) return new RegexSequence([.. quoted.Select(RegexClass.Of)]);
        if (_scanner.TryReadInterval(out var interval)) return interval;
        if (_scanner.TryRead('(')) return ParseGroup();
        return RegexClassReader.TryRead(_scanner, out var set) ? set : RegexClass.Of(_scanner.ReadCodePoint());
    }

    private RegexNode ParseGroup()
    {
        var open = _scanner.Position - 1;
        if (_scanner.TryRead(')')) return RegexNode.Empty;

        // The second half guards a caller who raised the limit beyond what this thread's stack can hold.
        if (++_depth > _limits.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw TooDeep();
        var inner = ParseUnion();
        _depth--;
        return _scanner.TryRead(')') ? inner : throw _scanner.Error("this `(` is never closed; add `)`, or write `\\(` for the character", open);
    }

    private T Limited<T>(T node)
        where T : RegexNode => node.Depth <= TreeLevelsOfNesting * (long)_limits.MaxDepth ? node : throw TooDeep();

    private QuerySyntaxException TooDeep() => _text.Limit($"nests deeper than {_limits.MaxDepth:N0} levels", nameof(RuleSetOptions.MaxQueryDepth));
}
