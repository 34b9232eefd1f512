using System.Globalization;
using System.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Eql;

/// <summary>
/// Reads conditions and values, which share one grammar: <c>(a == b) == true</c> is a value compared with another.
/// By falling precedence: a value with its list or pattern, sign, <c>* / %</c>, <c>+ -</c>, one comparison, <c>not</c>, <c>and</c>, <c>or</c>.
/// </summary>
internal sealed class EqlExpressionParser(EqlCursor cursor, QueryBudget budget)
{
    public QueryNode Parse()
    {
        var start = cursor.Current.Start;
        var first = ParseAnd();
        if (cursor.Current.Kind != EqlTokenKind.Or) return first;

        var children = new List<QueryNode> { first };
        while (cursor.TryTake(EqlTokenKind.Or)) children.Add(ParseAnd());
        return budget.Count(new OrNode(children, cursor.Since(start)));
    }

    /// <summary>Reads a field name: words with dots between, each in back-ticks if it needs them.</summary>
    public EqlField ParseField(string expected)
    {
        var start = cursor.Current.Start;
        var optional = cursor.TryTake(EqlTokenKind.Optional);
        if (cursor.Current.Kind is not (EqlTokenKind.Identifier or EqlTokenKind.QuotedIdentifier)) throw cursor.Errors.Expected(cursor.Current, expected);
        return ParseFieldAfter(cursor.Take(), start, optional);
    }

    private QueryNode ParseAnd()
    {
        var start = cursor.Current.Start;
        var first = ParseNot();
        if (cursor.Current.Kind != EqlTokenKind.And) return first;

        var children = new List<QueryNode> { first };
        while (cursor.TryTake(EqlTokenKind.And)) children.Add(ParseNot());
        return budget.Count(new AndNode(children, cursor.Since(start)));
    }

    private QueryNode ParseNot()
    {
        var not = cursor.Current;
        if (!cursor.TryTake(EqlTokenKind.Not)) return ParseComparison();

        budget.Enter(not.Span);
        var child = ParseNot();
        budget.Leave();
        return budget.Count(new NotNode(child, cursor.Since(not.Start)));
    }

    private QueryNode ParseComparison()
    {
        var start = cursor.Current.Start;
        var left = ParseSum();
        if (ComparisonOf(cursor.Current.Kind) is not { } comparison) return left;

        cursor.Take();
        var right = ParseSum();
        if (ComparisonOf(cursor.Current.Kind) is not null) throw cursor.Errors.Chained(cursor.Current);
        return budget.Count(new EqlComparison(comparison, left, right, cursor.Since(start)));
    }

    private QueryNode ParseSum()
    {
        var start = cursor.Current.Start;
        var left = ParseProduct();
        var steps = 0;
        while (cursor.Current.Kind is EqlTokenKind.Plus or EqlTokenKind.Minus)
        {
            var sign = cursor.Take();
            budget.Enter(sign.Span);   // the tree of a chain is as deep as the chain is long
            steps++;
            var right = ParseProduct();
            left = Call(sign.Kind == EqlTokenKind.Plus ? EqlFunction.Add : EqlFunction.Subtract, [left, right], start);
        }

        while (steps-- > 0) budget.Leave();
        return left;
    }

    private QueryNode ParseProduct()
    {
        var start = cursor.Current.Start;
        var left = ParseSigned();
        var steps = 0;
        while (cursor.Current.Kind is EqlTokenKind.Star or EqlTokenKind.Slash or EqlTokenKind.Percent)
        {
            var sign = cursor.Take();
            budget.Enter(sign.Span);
            steps++;
            var right = ParseSigned();
            var function = sign.Kind switch { EqlTokenKind.Star => EqlFunction.Multiply, EqlTokenKind.Slash => EqlFunction.Divide, _ => EqlFunction.Modulo };
            left = Call(function, [left, right], start);
        }

        while (steps-- > 0) budget.Leave();
        return left;
    }

    private QueryNode ParseSigned()
    {
        var sign = cursor.Current;
        if (sign.Kind is not (EqlTokenKind.Minus or EqlTokenKind.Plus)) return ParseTested();

        cursor.Take();
        budget.Enter(sign.Span);
        var operand = ParseSigned();
        budget.Leave();
        return sign.Kind == EqlTokenKind.Plus ? operand : Call(EqlFunction.Negate, [operand], sign.Start);
    }

    // A value, with the list or the pattern that it is tested with.
    private QueryNode ParseTested()
    {
        var start = cursor.Current.Start;
        var value = ParseValue();
        switch (cursor.Current.Kind)
        {
            case EqlTokenKind.Not:
                cursor.Take();
                if (cursor.Current.Kind is not (EqlTokenKind.In or EqlTokenKind.InIgnoreCase))
                    throw cursor.Errors.Expected(cursor.Current, "`in` or `in~` after `not`", "write any other `not` before the whole condition");
                var membership = ParseMembership(value, start);
                return budget.Count(new NotNode(membership, membership.Span));

            case EqlTokenKind.In or EqlTokenKind.InIgnoreCase:
                return ParseMembership(value, start);

            case EqlTokenKind.Colon:
                return ParsePattern(value, EqlPatternOperator.Colon, start);
            case EqlTokenKind.Like:
                return ParsePattern(value, EqlPatternOperator.Like, start);
            case EqlTokenKind.LikeIgnoreCase:
                return ParsePattern(value, EqlPatternOperator.LikeIgnoreCase, start);
            case EqlTokenKind.Regex:
                return ParsePattern(value, EqlPatternOperator.Regex, start);
            case EqlTokenKind.RegexIgnoreCase:
                return ParsePattern(value, EqlPatternOperator.RegexIgnoreCase, start);

            default:
                return value;
        }
    }

    private EqlMembership ParseMembership(QueryNode value, int start)
    {
        var word = cursor.Take();
        var open = cursor.Take(EqlTokenKind.OpenParenthesis, $"a list in parentheses after `{cursor.Errors.TextOf(word)}`");
        budget.Enter(open.Span);
        var items = new List<QueryNode>();
        do items.Add(Parse());
        while (cursor.TryTake(EqlTokenKind.Comma));
        cursor.Close(EqlTokenKind.CloseParenthesis, open, "`,` or `)`");
        budget.Leave();
        return budget.Count(new EqlMembership(value, word.Kind == EqlTokenKind.InIgnoreCase, items, cursor.Since(start)));
    }

    private EqlPattern ParsePattern(QueryNode value, EqlPatternOperator op, int start)
    {
        var word = cursor.Take();
        var patterns = new List<EqlLiteral>();
        var open = cursor.Current;
        if (!cursor.TryTake(EqlTokenKind.OpenParenthesis))
        {
            patterns.Add(ParsePatternText(op, word));
        }
        else
        {
            do patterns.Add(ParsePatternText(op, word));
            while (cursor.TryTake(EqlTokenKind.Comma));
            cursor.Close(EqlTokenKind.CloseParenthesis, open, "`,` or `)`");
        }

        return budget.Count(new EqlPattern(op, value, patterns, cursor.Since(start)));
    }

    private EqlLiteral ParsePatternText(EqlPatternOperator op, EqlToken word)
    {
        if (!TryParseLiteral(out var literal))
            throw cursor.Errors.Expected(cursor.Current, $"a string, or a list of strings, after `{cursor.Errors.TextOf(word)}`");
        if (op is EqlPatternOperator.Colon or EqlPatternOperator.Like or EqlPatternOperator.LikeIgnoreCase)
            budget.CheckWildcards(literal.Value.Text.AsSpan().Count('*'), literal.Span);
        return literal;
    }

    private QueryNode ParseValue()
    {
        if (TryParseLiteral(out var literal)) return literal;

        var token = cursor.Current;
        switch (token.Kind)
        {
            case EqlTokenKind.OpenParenthesis:
                cursor.Take();
                budget.Enter(token.Span);
                var inner = Parse();
                cursor.Close(EqlTokenKind.CloseParenthesis, token, "`and`, `or` or `)`");
                budget.Leave();
                return inner;

            case EqlTokenKind.TildeIdentifier:
                return ParseCall(cursor.Take());

            case EqlTokenKind.Identifier:
                cursor.Take();
                if (cursor.Current.Kind == EqlTokenKind.OpenParenthesis) return ParseCall(token);
                if (cursor.Current.Kind == EqlTokenKind.Of)
                    throw EqlErrors.Unsupported(token.Span, $"`{cursor.Errors.TextOf(token)} of` asks for a process relationship, which Elasticsearch's EQL does not have; use a sequence with `by process.entity_id`.");
                return ParseFieldAfter(token, token.Start, optional: false);

            default:
                return ParseField(EqlErrors.AnyValue);
        }
    }

    private EqlField ParseFieldAfter(EqlToken first, int start, bool optional)
    {
        var name = ParseName(first);
        QueryBudget.CheckName(name, cursor.Since(start));

        // Behind a join key a bracket opens the next stage, where no number can stand.
        if (cursor.Current.Kind == EqlTokenKind.OpenBracket && cursor.IsBeforeDigit)
            throw EqlErrors.Unsupported(cursor.Current.Span, "Elasticsearch's EQL has no array indexes; a condition holds where any value of the field satisfies it.");
        return budget.Count(new EqlField(name, optional, cursor.Since(start)));
    }

    // A name without back-ticks and without gaps between its parts stands in the query as it is.
    private string ParseName(EqlToken first)
    {
        var length = first.Length;
        StringBuilder? pieces = first.Kind == EqlTokenKind.QuotedIdentifier ? new StringBuilder(EqlTextReader.NameOf(cursor.Text, first)) : null;
        while (cursor.TryTake(EqlTokenKind.Dot))
        {
            var part = cursor.Current;
            if (part.Kind is not (EqlTokenKind.Identifier or EqlTokenKind.QuotedIdentifier))
                throw cursor.Errors.Expected(part, EqlErrors.NextPart);

            cursor.Take();
            if (pieces is null && (part.Kind == EqlTokenKind.QuotedIdentifier || part.End - first.Start != length + 1 + part.Length))
                pieces = new StringBuilder().Append(cursor.Text, first.Start, length);
            pieces?.Append('.').Append(EqlTextReader.NameOf(cursor.Text, part));
            length += 1 + part.Length;
        }

        return pieces?.ToString() ?? cursor.Text.Substring(first.Start, length);
    }

    private EqlCall ParseCall(EqlToken name)
    {
        var ignoreCase = name.Kind == EqlTokenKind.TildeIdentifier;
        if (!EqlFunctions.TryGet(cursor.Text.AsSpan(name.Start, name.Length - (ignoreCase ? 1 : 0)), out var function)) throw cursor.Errors.UnknownFunction(name);
        if (ignoreCase && !function.HasInsensitiveForm) throw EqlErrors.NoInsensitiveForm(function, name.Span);

        var open = cursor.Take(EqlTokenKind.OpenParenthesis, "`(` after a function's name");
        budget.Enter(open.Span);
        var arguments = new List<QueryNode>();
        if (cursor.Current.Kind != EqlTokenKind.CloseParenthesis)
        {
            do arguments.Add(Parse());
            while (cursor.TryTake(EqlTokenKind.Comma));
        }

        cursor.Close(EqlTokenKind.CloseParenthesis, open, "`,` or `)`");
        budget.Leave();
        var span = cursor.Since(name.Start);
        if (arguments.Count < function.Least || arguments.Count > function.Most) throw EqlErrors.WrongCount(function, arguments.Count, span);
        return budget.Count(new EqlCall(function.Function, ignoreCase, arguments, span));
    }

    private bool TryParseLiteral(out EqlLiteral literal)
    {
        var token = cursor.Current;
        EqlValue? value = token.Kind switch
        {
            EqlTokenKind.Text or EqlTokenKind.RawText => EqlValue.Of(EqlTextReader.TextOf(cursor.Text, token)),
            EqlTokenKind.Integer or EqlTokenKind.Decimal => NumberOf(token),
            EqlTokenKind.True => EqlValue.Of(true),
            EqlTokenKind.False => EqlValue.Of(false),
            EqlTokenKind.Null => EqlValue.Null,
            _ => null,
        };
        literal = value is null ? null! : budget.Count(new EqlLiteral(value.Value, token.Span, EqlTextReader.VerbatimStart(cursor.Text, token)));
        if (value is not null) cursor.Take();
        return value is not null;
    }

    // A whole number too large for 64 bits becomes a floating point number, as in Elasticsearch.
    private EqlValue NumberOf(EqlToken token)
    {
        var digits = cursor.Text.AsSpan(token.Start, token.Length);
        if (token.Kind == EqlTokenKind.Integer && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var integer)) return EqlValue.Of(integer);

        var real = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsInfinity(real) ? throw EqlErrors.Plain(token.Span, "this number is too large.") : EqlValue.Of(real);
    }

    private QueryNode Call(EqlFunction function, QueryNode[] operands, int start) =>
        function == EqlFunction.Negate && operands[0] is EqlLiteral { Value: { IsNumber: true } number } && !(number.Kind == EqlValueKind.Integer && number.Integer == long.MinValue)
            ? budget.Count(new EqlLiteral(number.Kind == EqlValueKind.Integer ? EqlValue.Of(-number.Integer) : EqlValue.Of(-number.Real), cursor.Since(start)))
            : budget.Count(new EqlCall(function, false, operands, cursor.Since(start)));

    private static EqlComparisonOperator? ComparisonOf(EqlTokenKind kind) => kind switch
    {
        EqlTokenKind.Equal => EqlComparisonOperator.Equal,
        EqlTokenKind.NotEqual => EqlComparisonOperator.NotEqual,
        EqlTokenKind.Less => EqlComparisonOperator.Less,
        EqlTokenKind.LessOrEqual => EqlComparisonOperator.LessOrEqual,
        EqlTokenKind.Greater => EqlComparisonOperator.Greater,
        EqlTokenKind.GreaterOrEqual => EqlComparisonOperator.GreaterOrEqual,
        _ => null,
    };
}
