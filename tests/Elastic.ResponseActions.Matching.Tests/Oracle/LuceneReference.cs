using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>
/// Elasticsearch's <c>query_string</c> by the letter of Lucene's grammar (QueryParser.jj, QueryParserBase.addClause), answered at once: no tree is made,
/// nothing of the product's parser is used.
/// </summary>
internal sealed class LuceneReference
{
    private readonly OracleFields _fields;
    private readonly List<(string Kind, string Image)> _tokens;
    private readonly string[] _names;
    private readonly bool _and;
    private readonly bool _lenient;
    private readonly bool _analyze;
    private int _at;

    private LuceneReference(string query, OracleFields fields, string[] names, bool and, bool lenient, bool analyze)
    {
        _fields = fields;
        _tokens = LuceneTokens.Of(query);
        _names = names;
        _and = and;
        _lenient = lenient;
        _analyze = analyze;
    }

    private enum Occur
    {
        Should,
        Must,
        MustNot,
    }

    /// <summary>A rule's query, as Kibana sends it. Blank text is no query at all.</summary>
    public static Verdict OfRule(string query, OracleFields fields) =>
        string.IsNullOrWhiteSpace(query) ? _ => true : new LuceneReference(query, fields, ["*"], and: false, lenient: true, analyze: true).Run("*");

    public static Verdict OfFilter(JsonElement body, OracleFields fields)
    {
        string? Member(string name) => body.TryGetProperty(name, out var value) ? value.ToString() : null;
        bool Flag(string name) => Member(name) == "True";

        var query = Flag("escape") ? Regex.Replace(body.GetProperty("query").GetString()!, @"[-\\+!():^\[\]""{}~*?|&/]", @"\$0") : body.GetProperty("query").GetString()!;
        var list = body.TryGetProperty("fields", out var many) ? many.EnumerateArray().Select(field => field.GetString()!.Split('^')[0]).ToArray() : null;
        var field = list is null ? Member("default_field") ?? "*" : null;
        var lenient = Member("lenient") is { } flag ? flag == "True" : (list ?? [field!]).Contains("*");
        return string.IsNullOrWhiteSpace(query)
            ? _ => false
            : new LuceneReference(query, fields, list ?? [field!], "and".Equals(Member("default_operator"), StringComparison.OrdinalIgnoreCase), lenient, Flag("analyze_wildcard")).Run(field);
    }

    private Verdict Run(string? field)
    {
        var query = Query(field);
        Take("EOF");
        return query ?? (_ => false);
    }

    private Verdict? Query(string? field)
    {
        var clauses = new List<(Occur Occur, Verdict Query)>();
        for (var isFirst = true; isFirst || Kind() is not ("EOF" or "RPAREN" or "COLON" or "CARAT" or "FUZZY_SLOP" or "NUMBER" or "RANGE_TO"); isFirst = false)
        {
            if (IsMultiTerm())
            {
                MultiTerm(field, clauses);
                continue;
            }

            var conjunction = isFirst || Kind() is not ("AND" or "OR") ? "" : Take();
            var modifier = Kind() is "PLUS" or "MINUS" or "NOT" ? Kind() : "";
            if (modifier.Length > 0)
            {
                Take();
            }

            AddClause(clauses, conjunction is "AND" or "&&" ? "AND" : conjunction, modifier, Clause(field));
        }

        return Combine(clauses);
    }

    private static Verdict? Combine(List<(Occur Occur, Verdict Query)> clauses)
    {
        if (clauses.Count == 0)
        {
            return null;
        }

        var wanted = clauses.Exists(clause => clause.Occur == Occur.Must) || !clauses.Exists(clause => clause.Occur == Occur.Should) ? 0 : 1;
        return scope => Three.All(
        [
            .. clauses.Where(clause => clause.Occur == Occur.Must).Select(clause => clause.Query(scope)),
            .. clauses.Where(clause => clause.Occur == Occur.MustNot).Select(clause => !clause.Query(scope)),
            Three.AtLeast(wanted, clauses.Where(clause => clause.Occur == Occur.Should).Select(clause => clause.Query(scope))),
        ]);
    }

    private void AddClause(List<(Occur Occur, Verdict Query)> clauses, string conjunction, string modifier, Verdict? query)
    {
        if (clauses.Count > 0 && clauses[^1].Occur != Occur.MustNot && (conjunction == "AND" || (_and && conjunction.Length > 0)))
        {
            clauses[^1] = (conjunction == "AND" ? Occur.Must : Occur.Should, clauses[^1].Query);
        }

        if (query is null)
        {
            return;
        }

        var occur = modifier is "MINUS" or "NOT" ? Occur.MustNot
            : _and ? (conjunction is "" or "AND" || modifier == "PLUS" ? Occur.Must : Occur.Should)
            : modifier == "PLUS" || conjunction == "AND" ? Occur.Must
            : Occur.Should;
        clauses.Add((occur, query));
    }

    private bool IsMultiTerm(int ahead = 0) => Kind(ahead) == "TERM" && Goes(ahead + 1);

    private bool Goes(int ahead) => Kind(ahead) == "TERM" && Kind(ahead + 1) is not ("COLON" or "STAR" or "FUZZY_SLOP" or "CARAT" or "AND" or "OR");

    private void MultiTerm(string? field, List<(Occur Occur, Verdict Query)> clauses)
    {
        var text = Take("TERM");
        do
        {
            text += $" {Take("TERM")}";
        }
        while (Goes(0));

        text = Unescape(text);
        // Terms of one field become clauses of their own.
        if (field is not (null or "_exists_") && text[0] is not ('<' or '>') && !field.Contains('*', StringComparison.Ordinal) && _fields.SemanticsOf(field).WordsOf(text) is { } words)
        {
            clauses.AddRange(words.Select(word => (_and ? Occur.Must : Occur.Should, _fields.On(field, type => type.Term(word, ignoreCase: false)))));
        }
        else if (Text(field, text, quoted: false, slop: 0) is { } query)
        {
            clauses.Add((_and ? Occur.Must : Occur.Should, query));
        }
    }

    private Verdict? Clause(string? field)
    {
        if (Kind() is "TERM" or "STAR" && Kind(1) == "COLON")
        {
            field = Unescape(Take());
            Take("COLON");
        }

        if (Kind() != "LPAREN")
        {
            return Term(field);
        }

        Take();
        var query = Query(field);
        Take("RPAREN");
        SkipBoost();
        return query;
    }

    private Verdict? Term(string? field)
    {
        var (kind, image) = _tokens[_at];
        if (kind is "RANGEIN_START" or "RANGEEX_START")
        {
            return RangeTerm(field);
        }

        if (kind is not ("TERM" or "STAR" or "PREFIXTERM" or "WILDTERM" or "REGEXPTERM" or "BAREOPER" or "QUOTED"))
        {
            throw new OracleRefusalException($"unexpected {kind}");
        }

        Take();
        var tilde = SkipBoost() || Kind() != "FUZZY_SLOP" ? null : Take();
        if (tilde is null && Kind() == "FUZZY_SLOP")
        {
            tilde = Take();
        }
        else if (tilde is not null)
        {
            SkipBoost();
        }

        if (kind != "QUOTED")
        {
            Unescape(image);   // done for every kind, so a bad escape is refused in all of them
        }

        return kind switch
        {
            "QUOTED" => Text(field, Unescape(image[1..^1]), quoted: true, tilde is not null && float.TryParse(tilde[1..], NumberStyles.Float, CultureInfo.InvariantCulture, out var slop) ? (int)slop : 0),
            "STAR" or "WILDTERM" => Wildcard(field, image),
            "PREFIXTERM" => Prefix(field, Unescape(image[..^1])),
            "REGEXPTERM" => Each(field, name => _fields.On(name, type => type.Regexp(image[1..^1], ignoreCase: false), _lenient)),
            _ when tilde is not null => throw new OracleRefusalException("fuzzy"),
            "BAREOPER" => Text(field, image[..1], quoted: false, slop: 0),
            _ => Text(field, Unescape(image), quoted: false, slop: 0),
        };
    }

    private Verdict RangeTerm(string? field)
    {
        var includesLow = Take() == "[";
        var low = Bound();
        Take("RANGE_TO");
        var high = Bound();
        var end = Kind() is "RANGEIN_END" or "RANGEEX_END" ? Take() : throw new OracleRefusalException("the range is not closed");
        SkipBoost();
        return Range(field, low, includesLow, high, end == "]");
    }

    private string Bound()
    {
        var kind = Kind();
        var image = kind is "RANGE_GOOP" or "RANGE_QUOTED" or "RANGE_TO" ? Take() : throw new OracleRefusalException($"unexpected {kind}");
        return Unescape(kind == "RANGE_QUOTED" ? image[1..^1] : image);
    }

    private Verdict? Text(string? field, string text, bool quoted, int slop)
    {
        if (field == "_exists_")
        {
            return text.Length == 0 ? _ => false : _fields.Exists(text);
        }

        if (!quoted && field is not null && text.Length > 1 && text[0] is '<' or '>')
        {
            var includes = text.Length > 2 && text[1] == '=';
            var bound = text[(includes ? 2 : 1)..];
            return text[0] == '>' ? Range(field, bound, includes, "*", true) : Range(field, "*", true, bound, includes);
        }

        return Each(field, name =>
        {
            var value = new LiteralValue(text, quoted);
            var isPattern = name.Contains('*', StringComparison.Ordinal);
            var words = isPattern ? TypeSemantics.Of(FieldType.Text, default, default).WordsOf(text) : _fields.SemanticsOf(name).WordsOf(text);
            if (slop > 0 && words?.Count > 1)
            {
                throw new OracleRefusalException("slop");
            }

            if (isPattern)
            {
                return _fields.On(name, type => !quoted && _and && type.WordsOf(text) is { } all ? AllIn(all, type) : type.Is(value));
            }

            return words switch
            {
                [] => null,
                null => _fields.On(name, type => type.Is(value), _lenient),
                _ when quoted => _fields.On(name, type => type.Is(value)),
                _ => Words(name, words),
            };
        });
    }

    private Verdict Words(string name, IReadOnlyList<string> words)
    {
        var each = words.Select(word => _fields.On(name, type => type.Term(word, ignoreCase: false))).ToList();
        return scope => Three.AtLeast(_and ? each.Count : 1, each.Select(word => word(scope)));
    }

    private static Func<JsonElement, bool?> AllIn(IReadOnlyList<string> words, TypeSemantics type)
    {
        var each = words.Select(word => type.Term(word, ignoreCase: false)!).ToList();
        return value => each.Count > 0 && each.TrueForAll(word => word(value) == true);
    }

    private Verdict? Prefix(string? field, string prefix) => Each(field, name =>
    {
        var isPattern = name.Contains('*', StringComparison.Ordinal);
        var words = _analyze && !isPattern ? _fields.SemanticsOf(name).WordsOf(prefix) : null;
        if (_and && words?.Count > 1)
        {
            throw new OracleRefusalException("all words of a prefix");
        }

        return words is [] ? null : _fields.On(name, type => type.LucenePrefix(prefix, _analyze, _and), _lenient);
    });

    private Verdict? Wildcard(string? field, string pattern) =>
        pattern != "*" ? Each(field, name => _fields.On(name, type => type.LuceneWildcard(pattern), _lenient))
        : field == "*" ? _ => true
        : Each(field, name => name == "*" ? _ => true : _fields.Exists(name));

    private Verdict Range(string? field, string low, bool includesLow, string high, bool includesHigh) => Each(field, name => low == "*" && high == "*"
        ? name == "*" ? _ => true : _fields.Exists(name)
        : _fields.On(name, type => type.Between(low == "*" ? null : low, includesLow, high == "*" ? null : high, includesHigh), _lenient))!;

    /// <summary>The field, or where none is named any of those that are asked by default.</summary>
    private Verdict? Each(string? field, Func<string, Verdict?> meaning)
    {
        var verdicts = (field is null ? _names : [field]).Select(meaning).OfType<Verdict>().ToList();
        return verdicts.Count == 0 ? null : scope => Three.Any(verdicts.Select(verdict => verdict(scope)));
    }

    private bool SkipBoost()
    {
        if (Kind() != "CARAT")
        {
            return false;
        }

        Take();
        Take("NUMBER");
        return true;
    }

    private static string Unescape(string image)
    {
        var text = new StringBuilder();
        for (var i = 0; i < image.Length; i++)
        {
            if (image[i] != '\\' || i + 1 == image.Length)
            {
                text.Append(image[i]);
            }
            else if (image[++i] != 'u')
            {
                text.Append(image[i]);
            }
            else if (i + 4 < image.Length && Regex.IsMatch(image.AsSpan(i + 1, 4), @"^[0-9A-Fa-f]{4}\z"))
            {
                text.Append((char)int.Parse(image.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                throw new OracleRefusalException("bad escape");
            }
        }

        return text.ToString();
    }

    private string Kind(int ahead = 0) => _tokens[Math.Min(_at + ahead, _tokens.Count - 1)].Kind;

    private string Take(string? kind = null) => kind is null || Kind() == kind
        ? _tokens[_at++].Image
        : throw new OracleRefusalException($"expected {kind}, found {Kind()}");
}
