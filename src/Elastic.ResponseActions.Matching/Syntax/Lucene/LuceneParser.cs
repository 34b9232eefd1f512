using System.Globalization;
using Elastic.ResponseActions.Matching.Syntax.Regex;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Lucene;

/// <summary>
/// Reads the syntax of Elasticsearch's <c>query_string</c>: Lucene's classic query parser with the additions of Elasticsearch
/// (<c>_exists_</c>, <c>field:&gt;value</c>, field name patterns). One pass over the tokens, never more than three ahead.
/// </summary>
internal sealed class LuceneParser
{
    private const string ExistsField = "_exists_";

    // A condition on fields found by their name is compiled for every type, and tried on every field of every event.
    private const int CostOfPattern = 4;

    private readonly string _text;
    private readonly IReadOnlyList<LuceneToken> _tokens;
    private readonly LuceneErrors _errors;
    private readonly QueryBudget _budget;
    private readonly bool _keepsPlaces;
    private int _next;

    private LuceneParser(string text, QueryBudget budget, bool keepsPlaces)
    {
        _text = text;
        _tokens = LuceneScanner.Scan(text);
        _errors = new LuceneErrors(text);
        _budget = budget;
        _keepsPlaces = keepsPlaces;
    }

    /// <summary>Parses a rule's query; blank text matches everything, as Kibana has it.</summary>
    /// <exception cref="QuerySyntaxException">The text is no Lucene query, asks for what is not evaluated here, or passes a limit.</exception>
    public static QueryNode Parse(string query, QueryBudget budget)
    {
        budget.CheckBytes(query);
        return string.IsNullOrWhiteSpace(query)
            ? budget.Count(new MatchAllNode(new SourceSpan(0, query.Length)))
            : new LuceneParser(query, budget, keepsPlaces: true).ParseAll(LuceneSettings.OfRules);
    }

    /// <summary>Parses the text of a <c>query_string</c> in a filter; blank text matches nothing, as Elasticsearch has it.</summary>
    /// <param name="query">The text.</param>
    /// <param name="settings">The other members of the query.</param>
    /// <param name="budget">The rule's budget.</param>
    /// <exception cref="QuerySyntaxException">As for a rule's query; the place is one in this text. The nodes have no place, since a rule's error points into its query.</exception>
    public static QueryNode ParseFilter(string query, LuceneSettings settings, QueryBudget budget)
    {
        budget.CheckBytes(query);
        return string.IsNullOrWhiteSpace(query)
            ? budget.Count(new NotNode(budget.Count(new MatchAllNode(default)), default))
            : new LuceneParser(query, budget, keepsPlaces: false).ParseAll(settings);
    }

    private LuceneToken Current => Peek(0);

    private LuceneToken Previous => _next == 0 ? default : _tokens[_next - 1];

    private LuceneQueryNode ParseAll(LuceneSettings settings)
    {
        var query = ParseClauses(settings.DefaultField);
        if (Current.Kind != LuceneTokenKind.End) throw _errors.ExpectedEnd(Current);
        return _budget.Count(new LuceneQueryNode(query, settings, At(new SourceSpan(0, _text.Length))));
    }

    private QueryNode ParseClauses(FieldName? field)
    {
        var start = Current.Span;
        var clauses = new List<LuceneClause>();
        do clauses.Add(ParseClause(field, isFirst: clauses.Count == 0));
        while (StartsClause(Current.Kind));

        // A single clause without a sign is the whole query; a sign makes it one of a list.
        return clauses is [{ Modifier: LuceneModifier.None, IsWords: false } only]
            ? only.Query
            : _budget.Count(new LuceneClausesNode(clauses, At(SourceSpan.Between(start.Start, Previous.Span.End))));
    }

    private LuceneClause ParseClause(FieldName? field, bool isFirst)
    {
        if (StartsWords()) return new LuceneClause(LuceneConjunction.None, LuceneModifier.None, ParseWords(field), IsWords: true);

        var conjunction = isFirst ? LuceneConjunction.None
            : TryTake(LuceneTokenKind.And) ? LuceneConjunction.And
            : TryTake(LuceneTokenKind.Or) ? LuceneConjunction.Or
            : LuceneConjunction.None;
        var modifier = TryTake(LuceneTokenKind.Plus) ? LuceneModifier.Required
            : TryTake(LuceneTokenKind.Minus) || TryTake(LuceneTokenKind.Not) ? LuceneModifier.Prohibited
            : LuceneModifier.None;
        return new LuceneClause(conjunction, modifier, ParseCondition(field));
    }

    /// <summary>Words in a row are one text: they go to analysis together. The last of them must not belong to what follows.</summary>
    private bool StartsWords() =>
        Peek(0).Kind == LuceneTokenKind.Term && FollowsAsWord(1);

    private bool FollowsAsWord(int ahead) => Peek(ahead).Kind == LuceneTokenKind.Term && Peek(ahead + 1).Kind is not
        (LuceneTokenKind.Colon or LuceneTokenKind.Star or LuceneTokenKind.Tilde or LuceneTokenKind.Caret or LuceneTokenKind.And or LuceneTokenKind.Or);

    private QueryNode ParseWords(FieldName? field)
    {
        var first = Take();
        var words = new List<string> { Unescape(first) };
        while (FollowsAsWord(0)) words.Add(Unescape(Take()));
        return Text(field, string.Join(' ', words), SourceSpan.Between(first.Span.Start, Previous.Span.End));
    }

    private QueryNode ParseCondition(FieldName? field)
    {
        if (Current.Kind is LuceneTokenKind.Term or LuceneTokenKind.Star && Peek(1).Kind == LuceneTokenKind.Colon)
        {
            field = Current.Kind == LuceneTokenKind.Star ? LuceneSettings.AnyField : Name(Unescape(Current), At(Current.Span));
            _next += 2;
        }

        if (Current.Kind != LuceneTokenKind.Open) return ParseTerm(field);

        var open = Take();
        _budget.Enter(At(open.Span));
        var inner = ParseClauses(field);
        if (!TryTake(LuceneTokenKind.Close)) throw _errors.ExpectedClosing(Current, open);
        _budget.Leave();
        SkipBoost();
        return inner;
    }

    private QueryNode ParseTerm(FieldName? field)
    {
        var token = Current;
        switch (token.Kind)
        {
            case LuceneTokenKind.RangeInclusive or LuceneTokenKind.RangeExclusive:
                return ParseRange(field);
            case LuceneTokenKind.Term or LuceneTokenKind.Star or LuceneTokenKind.Prefix or LuceneTokenKind.Wildcard or LuceneTokenKind.Regex
                or LuceneTokenKind.Quoted or LuceneTokenKind.BareOperator:
                _next++;
                break;
            default:
                throw _errors.ExpectedClause(token, Previous);
        }

        var tilde = TakeBoostAndTilde();
        var image = Image(token);
        switch (token.Kind)
        {
            case LuceneTokenKind.Quoted:
                return Text(field, LuceneEscapes.Remove(image.AsSpan(1..^1), token.Span), token.Span, quoted: true, SlopOf(tilde));
            case LuceneTokenKind.Star:
                return Star(field, token.Span);
            case LuceneTokenKind.Prefix:
                return OnField(field, new LucenePrefixNode(field, LuceneEscapes.Remove(image.AsSpan(..^1), token.Span), At(token.Span)));
            case LuceneTokenKind.Wildcard:
                LuceneEscapes.Remove(image, token.Span);   // Lucene refuses a bad `\u` here too, though the backslashes stay
                _budget.CheckWildcards(image.Count(c => c == '*'), At(token.Span));
                return OnField(field, new LuceneWildcardNode(field, image, At(token.Span)));
            case LuceneTokenKind.Regex:
                LuceneEscapes.Remove(image, token.Span);
                return OnField(field, new LuceneRegexNode(field, new RegexText(image[1..^1], At(token.Span), _keepsPlaces ? token.Span.Start + 1 : -1)));
            default:
                if (tilde is { } fuzzy) throw LuceneErrors.Fuzzy(fuzzy.Span);
                return Text(field, token.Kind == LuceneTokenKind.BareOperator ? image[..1] : LuceneEscapes.Remove(image, token.Span), token.Span);
        }
    }

    private QueryNode ParseRange(FieldName? field)
    {
        var open = Take();
        var low = ParseBound("expected the lower bound of the range");
        if (!TryTake(LuceneTokenKind.RangeTo)) throw _errors.ExpectedInRange(Current, "expected `TO`");
        var high = ParseBound("expected the upper bound of the range");
        var includesHigh = TryTake(LuceneTokenKind.RangeEndInclusive);
        if (!includesHigh && !TryTake(LuceneTokenKind.RangeEndExclusive)) throw _errors.ExpectedInRange(Current, "expected `]` or `}`");

        var span = SourceSpan.Between(open.Span.Start, Previous.Span.End);
        SkipBoost();
        return OnField(field, new LuceneRangeNode(field, new RangeBounds(low, high, open.Kind == LuceneTokenKind.RangeInclusive, includesHigh), At(span)));
    }

    private string? ParseBound(string expected)
    {
        var token = Current;
        if (token.Kind is not (LuceneTokenKind.RangeText or LuceneTokenKind.RangeQuoted or LuceneTokenKind.RangeTo)) throw _errors.ExpectedInRange(token, expected);

        _next++;
        var image = Image(token);
        var text = LuceneEscapes.Remove(token.Kind == LuceneTokenKind.RangeQuoted ? image.AsSpan(1..^1) : image, token.Span);
        return text == "*" ? null : text;   // Elasticsearch: open, also in quotes
    }

    private QueryNode Text(FieldName? field, string text, SourceSpan span, bool quoted = false, int slop = 0)
    {
        if (field is { Text: ExistsField }) return Count(new ExistsNode(text, At(span)));

        var bounds = quoted || field is null || text.Length < 2 ? default(RangeBounds?) : text[0] switch
        {
            '>' when text.Length > 2 && text[1] == '=' => new RangeBounds(text[2..], null),
            '>' => new RangeBounds(text[1..], null, IncludesLow: false),
            '<' when text.Length > 2 && text[1] == '=' => new RangeBounds(null, text[2..]),
            '<' => new RangeBounds(null, text[1..], IncludesHigh: false),
            _ => null,
        };
        return bounds is { } found
            ? OnField(field, new LuceneRangeNode(field, found with { Low = OpenIfStar(found.Low), High = OpenIfStar(found.High) }, At(span)))
            : OnField(field, new LuceneTextNode(field, text, quoted, slop, At(span)));
    }

    private QueryNode Star(FieldName? field, SourceSpan span) => field switch
    {
        null => OnField(field, new LuceneWildcardNode(field, "*", At(span))),
        { WildcardParts: ["", ""] } => Count(new MatchAllNode(At(span))),
        _ => Count(new ExistsNode(field.Text, At(span))),
    };

    /// <summary>Boosts only rank. A tilde may stand before or behind.</summary>
    private LuceneToken? TakeBoostAndTilde()
    {
        var boosted = SkipBoost();
        if (Current.Kind != LuceneTokenKind.Tilde) return null;

        var tilde = Take();
        if (!boosted) SkipBoost();
        return tilde;
    }

    private bool SkipBoost()
    {
        if (!TryTake(LuceneTokenKind.Caret)) return false;
        if (!TryTake(LuceneTokenKind.Number)) throw _errors.ExpectedNumber(Current);
        return true;
    }

    /// <summary>What is no number counts as none.</summary>
    private int SlopOf(LuceneToken? tilde) => tilde is { } token
        && float.TryParse(Image(token).AsSpan(1), NumberStyles.Float, CultureInfo.InvariantCulture, out var slop) && slop > 0
        ? (int)Math.Min(slop, int.MaxValue / 2)
        : 0;

    private static bool StartsClause(LuceneTokenKind kind) => kind
        is LuceneTokenKind.And or LuceneTokenKind.Or or LuceneTokenKind.Not or LuceneTokenKind.Plus or LuceneTokenKind.Minus or LuceneTokenKind.BareOperator
        or LuceneTokenKind.Open or LuceneTokenKind.Star or LuceneTokenKind.Quoted or LuceneTokenKind.Term or LuceneTokenKind.Prefix or LuceneTokenKind.Wildcard
        or LuceneTokenKind.Regex or LuceneTokenKind.RangeInclusive or LuceneTokenKind.RangeExclusive;

    private FieldName Name(string text, SourceSpan at)
    {
        var name = LuceneSettings.Name(text);
        _budget.CheckWildcards((name.WildcardParts?.Count ?? 1) - 1, at);
        return name;
    }

    private static string? OpenIfStar(string? text) => text == "*" ? null : text;

    private QueryNode OnField(FieldName? field, QueryNode node)
    {
        if (field is null or { IsPattern: true }) _budget.CountMore(CostOfPattern - 1, node.Span);
        return Count(node);
    }

    private T Count<T>(T node)
        where T : QueryNode => _budget.Count(node);

    private SourceSpan At(SourceSpan span) => _keepsPlaces ? span : default;

    private LuceneToken Peek(int ahead) => _tokens[Math.Min(_next + ahead, _tokens.Count - 1)];

    private LuceneToken Take() => _tokens[_next++];

    private bool TryTake(LuceneTokenKind kind)
    {
        if (Current.Kind != kind) return false;
        _next++;
        return true;
    }

    private string Image(in LuceneToken token) => _text.Substring(token.Span.Start, token.Span.Length);

    private string Unescape(in LuceneToken token) => LuceneEscapes.Remove(_text.AsSpan(token.Span.Start, token.Span.Length), token.Span);
}
