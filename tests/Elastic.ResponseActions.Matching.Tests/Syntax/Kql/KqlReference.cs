using System.Globalization;
using System.Text.RegularExpressions;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

/// <summary>
/// The grammar as it is written down, rule by rule, tried alternative by alternative: slow and obvious.
/// It remembers the furthest place where a rule failed, as a PEG parser reports it. A named rule (white space, a keyword, a literal)
/// fails as a whole at its start. The parser under test shares none of this.
/// </summary>
internal sealed partial class KqlReference
{
    private readonly string _text;
    private readonly Dictionary<(string Rule, int At), Match?> _memory = [];
    private int _furthest;

    private KqlReference(string text) => _text = text;

    /// <summary>What a rule read: where it ended, and the tree once the field of its values is known.</summary>
    private sealed record Match(int End, Func<FieldName?, QueryNode> Tree);

    private sealed record Literal(int End, QueryValue Value);

    /// <returns>The tree, or null and the furthest failure.</returns>
    public static (QueryNode? Tree, int ErrorOffset) Parse(string text)
    {
        var parser = new KqlReference(text);
        var start = parser.Spaces(0);
        var query = parser.Or(start, lists: false);
        var end = parser.Spaces(query?.End ?? start);
        if (end < text.Length) return (null, Math.Max(parser._furthest, end));
        return (query?.Tree(null) ?? new MatchAllNode(default), 0);
    }

    private Match? Or(int at, bool lists) => Remember("or", at, lists, () => Chain(at, OrWord(), next => And(next, lists), nodes => new OrNode(nodes, default)));

    private Match? And(int at, bool lists) => Remember("and", at, lists, () => Chain(at, AndWord(), next => Not(next, lists), nodes => new AndNode(nodes, default)));

    private Match? Not(int at, bool lists) => Remember("not", at, lists, () =>
    {
        var not = Named(at, NotWord());
        if (not is not null && Operand(not.Value, lists) is { } child) return new Match(child.End, field => new NotNode(child.Tree(field), default));
        return Operand(at, lists);
    });

    private Match? Operand(int at, bool lists) => lists ? ListOfValues(at) : SubQuery(at);

    private Match? SubQuery(int at) => Remember("sub", at, false, () =>
        Group(at, '(', ')', lists: false) ?? Nested(at) ?? FieldRange(at) ?? FieldValue(at) ?? Value(at));

    private Match? Nested(int at)
    {
        if (FieldAndColon(at) is not var (field, next) || Group(next, '{', '}', lists: false) is not { } inner) return null;
        return new Match(inner.End, _ => new NestedNode(field, inner.Tree(null), default));
    }

    private Match? FieldRange(int at)
    {
        if (ReadLiteral(at) is not { } field) return null;

        var operatorAt = Spaces(field.End);
        foreach (var (symbol, op) in new[] { ("<=", RangeOperator.LessOrEqual), (">=", RangeOperator.GreaterOrEqual), ("<", RangeOperator.Less), (">", RangeOperator.Greater) })
        {
            if (!_text.AsSpan(operatorAt).StartsWith(symbol)) continue;
            return ReadLiteral(Spaces(operatorAt + symbol.Length)) is { } value
                ? new Match(value.End, _ => new RangeNode(NameOf(field.Value), op, value.Value, default))
                : null;
        }

        Fail(operatorAt);
        return null;
    }

    private Match? FieldValue(int at)
    {
        if (FieldAndColon(at) is not var (field, next) || ListOfValues(next) is not { } values) return null;
        return new Match(values.End, _ => values.Tree(field.Kind == LiteralKind.Null ? null : field));
    }

    private (FieldName Field, int Next)? FieldAndColon(int at)
    {
        if (ReadLiteral(at) is not { } field || Character(Spaces(field.End), ':') is not { } afterColon) return null;
        return (NameOf(field.Value), Spaces(afterColon));
    }

    private Match? ListOfValues(int at) => Remember("list", at, true, () => Group(at, '(', ')', lists: true) ?? Value(at));

    private Match? Group(int at, char open, char close, bool lists)
    {
        if (Character(at, open) is not { } start || Or(Spaces(start), lists) is not { } inner || Character(Spaces(inner.End), close) is not { } end) return null;
        return inner with { End = end };
    }

    private Match? Value(int at) => ReadLiteral(at) is { } value ? new Match(value.End, field => new IsNode(field, value.Value, default)) : null;

    private Match? Chain(int at, Regex word, Func<int, Match?> item, Func<List<QueryNode>, QueryNode> combine)
    {
        if (item(at) is not { } first) return null;

        var items = new List<Match> { first };
        while (Named(items[^1].End, word) is { } next && item(next) is { } another) items.Add(another);
        return items.Count == 1 ? first : new Match(items[^1].End, field => combine(items.Select(read => read.Tree(field)).ToList()));
    }

    private Match? Remember(string rule, int at, bool lists, Func<Match?> read)
    {
        var key = (lists ? rule + " of values" : rule, at);
        if (!_memory.TryGetValue(key, out var match)) _memory[key] = match = read();
        return match;
    }

    private Literal? ReadLiteral(int at)
    {
        if (QuotedForm().Match(_text, at) is { Success: true } quoted)
            return new Literal(at + quoted.Length, new LiteralValue(Unescape(quoted.Value[1..^1], QuotedEscape()), true));
        if (BareForm().Match(_text, at) is { Success: true } bare) return new Literal(at + bare.Length, BareValue(bare.Value));

        Fail(at);
        return null;
    }

    private static QueryValue BareValue(string raw)
    {
        const string star = "\uE000star\uE001";
        var text = JavaScriptTrim(Unescape(UnescapedStar().Replace(raw, match => match.Value == "*" ? star : match.Value), BareEscape()));
        return text switch
        {
            "true" => new LiteralValue(text, false, LiteralKind.True),
            "false" => new LiteralValue(text, false, LiteralKind.False),
            "null" => new LiteralValue(text, false, LiteralKind.Null),
            _ when text.Contains(star, StringComparison.Ordinal) => new WildcardValue(text.Split(star)),
            _ => new LiteralValue(text, false),
        };
    }

    private static FieldName NameOf(QueryValue value) => value is WildcardValue pattern
        ? new FieldName(string.Join('*', pattern.Parts), pattern.Parts)
        : new FieldName(((LiteralValue)value).Text, null, ((LiteralValue)value).Quoted, ((LiteralValue)value).Kind);

    private static string Unescape(string raw, Regex escapes) => escapes.Replace(raw, match => match.Value[1..] switch
    {
        "t" => "\t",
        "r" => "\r",
        "n" => "\n",
        ['u', _, _, _, _] hex => ((char)int.Parse(hex[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        var itself => itself,
    });

    private static string JavaScriptTrim(string text) => OuterSpace().Replace(text, "");

    private int Spaces(int at)
    {
        at += Space().Match(_text, at).Length;
        Fail(at);
        return at;
    }

    private int? Character(int at, char c)
    {
        if (at < _text.Length && _text[at] == c) return at + 1;
        Fail(at);
        return null;
    }

    private int? Named(int at, Regex rule)
    {
        var match = rule.Match(_text, at);
        if (match.Success) return at + match.Length;
        Fail(at);
        return null;
    }

    private void Fail(int at) => _furthest = Math.Max(_furthest, at);

    [GeneratedRegex(@"\G[ \t\r\n\u00A0]*")]
    private static partial Regex Space();

    [GeneratedRegex(@"\Gnot[ \t\r\n\u00A0]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotWord();

    [GeneratedRegex(@"\G[ \t\r\n\u00A0]+and[ \t\r\n\u00A0]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AndWord();

    [GeneratedRegex(@"\G[ \t\r\n\u00A0]+or[ \t\r\n\u00A0]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OrWord();

    [GeneratedRegex(@"\G""(?>(?:\\[trn""\\]|\\u[0-9a-fA-F]{4}|[^""])*)""")]
    private static partial Regex QuotedForm();

    [GeneratedRegex("""
        \G(?>(?: \\[trn] | \\[\\():<>"*{}] | \\u[0-9a-fA-F]{4} | \\(?i:or|and|not) | \*
          | (?! (?i: [\x20\t\r\n\u00A0](?:or|and)[\x20\t\r\n\u00A0] | not[\x20\t\r\n\u00A0] )) [^\\():<>"*{}] )+)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex BareForm();

    [GeneratedRegex("""\\(?:[trn"\\]|u[0-9a-fA-F]{4})""")]
    private static partial Regex QuotedEscape();

    [GeneratedRegex("""\\(?:[trn]|[\\():<>"*{}]|u[0-9a-fA-F]{4}|(?i:or|and|not))""", RegexOptions.CultureInvariant)]
    private static partial Regex BareEscape();

    [GeneratedRegex("""\\.|\*""", RegexOptions.Singleline)]
    private static partial Regex UnescapedStar();

    [GeneratedRegex("""\A[\t-\r\x20\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]+|[\t-\r\x20\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]+\z""")]
    private static partial Regex OuterSpace();
}
