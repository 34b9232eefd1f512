using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Kql;

/// <summary>
/// Reads KQL in one pass without backtracking, so in time linear in the text.
/// Kibana's grammar is a PEG, which tries alternatives; in KQL an alternative that fails after a parenthesis, a keyword,
/// a colon or an operator leaves only alternatives that fail at an earlier place. So the first failure decides, and its place
/// is the furthest one: the place that Kibana reports.
/// </summary>
internal sealed class KqlParser
{
    private readonly KqlScanner _scanner;
    private readonly KqlErrors _errors;
    private readonly QueryBudget _budget;

    private KqlParser(string query, QueryBudget budget)
    {
        _scanner = new KqlScanner(query, budget);
        _errors = new KqlErrors(query);
        _budget = budget;
    }

    /// <summary>Parses a query; blank text matches everything.</summary>
    /// <exception cref="QuerySyntaxException">The text is no KQL, or passes a limit of <paramref name="budget"/>.</exception>
    public static QueryNode Parse(string query, QueryBudget budget)
    {
        budget.CheckBytes(query);
        return new KqlParser(query, budget).ParseQuery(query.Length);
    }

    private QueryNode ParseQuery(int length)
    {
        _scanner.SkipSpaces();
        if (_scanner.AtEnd) return _budget.Count(new MatchAllNode(new SourceSpan(0, length)));

        var query = ParseOr(list: null);
        _scanner.SkipSpaces();
        return _scanner.AtEnd ? query : throw _errors.ExpectedEnd(_scanner.Position);
    }

    // `list` is the field whose value list is being read; null where whole conditions are read. Both have the same and, or, not and ( ).
    private QueryNode ParseOr(KqlLiteral? list)
    {
        var first = ParseAnd(list);
        if (!_scanner.TryReadConjunction("or")) return first;

        var children = new List<QueryNode> { first };
        do children.Add(ParseAnd(list));
        while (_scanner.TryReadConjunction("or"));

        return _budget.Count(new OrNode(children, Cover(first.Span, children[^1].Span)));
    }

    private QueryNode ParseAnd(KqlLiteral? list)
    {
        var first = ParseNot(list);
        if (!_scanner.TryReadConjunction("and")) return first;

        var children = new List<QueryNode> { first };
        do children.Add(ParseNot(list));
        while (_scanner.TryReadConjunction("and"));

        return _budget.Count(new AndNode(children, Cover(first.Span, children[^1].Span)));
    }

    private QueryNode ParseNot(KqlLiteral? list)
    {
        var start = _scanner.Position;
        if (!_scanner.TryReadNot()) return ParseOperand(list);

        var child = ParseOperand(list);
        return _budget.Count(new NotNode(child, Cover(new SourceSpan(start, 0), child.Span)));
    }

    private QueryNode ParseOperand(KqlLiteral? list)
    {
        var start = _scanner.Position;
        if (_scanner.TryRead('(')) return ParseGroup(list, start, ')');

        if (!_scanner.TryReadLiteral(out var literal))
            throw list is { } field ? _errors.ExpectedValue(field, start) : _errors.ExpectedCondition(start);

        return list is null ? ParseCondition(literal) : Is(list, literal);
    }

    private QueryNode ParseCondition(KqlLiteral literal)
    {
        var end = _scanner.Position;
        _scanner.SkipSpaces();
        if (_scanner.TryRead(':')) return ParseAfterColon(literal);
        if (_scanner.TryReadRangeOperator(out var op)) return ParseRange(literal, op);

        // Free text. A conjunction needs the spaces just skipped.
        _scanner.Position = end;
        return Is(field: null, literal);
    }

    private QueryNode ParseAfterColon(KqlLiteral field)
    {
        _scanner.SkipSpaces();
        var brace = _scanner.Position;
        if (!_scanner.TryRead('{')) return ParseOperand(field);

        var child = ParseGroup(list: null, brace, '}');
        return _budget.Count(new NestedNode(field.ToField(), child, SourceSpan.Between(field.Span.Start, _scanner.Position)));
    }

    private RangeNode ParseRange(KqlLiteral field, RangeOperator op)
    {
        _scanner.SkipSpaces();
        if (!_scanner.TryReadLiteral(out var value)) throw _errors.ExpectedRangeValue(field, op, _scanner.Position);
        return _budget.Count(new RangeNode(field.ToField(), op, value.ToValue(), Cover(field.Span, value.Span)));
    }

    private QueryNode ParseGroup(KqlLiteral? list, int open, char close)
    {
        _budget.Enter(new SourceSpan(open, 1));
        _scanner.SkipSpaces();
        var inner = ParseOr(list);
        _scanner.SkipSpaces();
        if (!_scanner.TryRead(close)) throw _errors.ExpectedClosing(_scanner.Position, open, close);
        _budget.Leave();
        return inner;
    }

    private IsNode Is(KqlLiteral? field, KqlLiteral value)
    {
        // Kibana reads the bare field `null` as no field at all.
        var name = field is { Kind: not LiteralKind.Null } named ? named.ToField() : null;
        return _budget.Count(new IsNode(name, value.ToValue(), value.Span));
    }

    private static SourceSpan Cover(SourceSpan first, SourceSpan last) => SourceSpan.Between(first.Start, last.End);
}
