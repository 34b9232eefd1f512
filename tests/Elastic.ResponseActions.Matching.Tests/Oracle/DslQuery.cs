using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>
/// Query DSL read off its JSON and answered at once; the product's trees are not used. What is no sound query is not told here:
/// rules with one do not get this far.
/// </summary>
internal sealed class DslQuery(OracleFields fields)
{
    public Verdict Of(JsonElement query)
    {
        var (name, body) = Only(query);
        return name switch
        {
            "match_all" => _ => true,
            "match_none" => _ => false,
            "bool" => Bool(body),
            "constant_score" => Of(body.GetProperty("filter")),
            "exists" => fields.Exists(body.GetProperty("field").GetString()!),
            "nested" => Nested(body),
            "terms" => Terms(body),
            "multi_match" => MultiMatch(body),
            "query_string" => LuceneReference.OfFilter(body, fields),
            _ => OnField(name, Only(body)),
        };
    }

    private Verdict OnField(string query, (string Field, JsonElement Options) of)
    {
        var (field, options) = of;
        string Main(params string[] names) => options.ValueKind == JsonValueKind.Object
            ? Text(names.Select(name => Member(options, name)).First(value => value is not null)!.Value)
            : Text(options);

        return query switch
        {
            "match" when Member(options, "type") is not null => Phrase(field, Main("query"), lenient: false),   // Kibana's phrase filter of old
            "match" => Match(field, Main("query"), options),
            "match_phrase" => Phrase(field, Main("query"), lenient: false),
            "match_phrase_prefix" => fields.On(field, type => type.PhrasePrefix(Main("query"))),
            "term" => fields.On(field, type => type.Term(Main("value", "term"), Flag(options, "case_insensitive"))),
            "prefix" => fields.On(field, type => type.Prefix(Main("value", "prefix"), Flag(options, "case_insensitive"))),
            "wildcard" => fields.On(field, type => type.Fits(WildcardPattern.OfDsl(Main("value", "wildcard")), Flag(options, "case_insensitive"))),
            "regexp" => fields.On(field, type => type.Regexp(Main("value"), Flag(options, "case_insensitive"))),
            "range" => Range(field, options),
            _ => throw new NotSupportedException($"No meaning for {query}."),
        };
    }

    private Verdict Bool(JsonElement body)
    {
        var must = Clauses(body, "must").Concat(Clauses(body, "filter")).ToList();
        var should = Clauses(body, "should");
        var mustNot = Clauses(body, "must_not");
        var wanted = Member(body, "minimum_should_match") is { } minimum && must.Count + should.Count > 0 ? MinimumOf(Text(minimum), should.Count) : 0;
        if (must.Count == 0 && should.Count > 0)
        {
            wanted = Math.Max(1, wanted);
        }

        return scope => Three.All(
        [
            .. must.Select(clause => clause(scope)),
            .. mustNot.Select(clause => !clause(scope)),
            Three.AtLeast(wanted, should.Select(clause => clause(scope))),
        ]);
    }

    private List<Verdict> Clauses(JsonElement body, string name) => Member(body, name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(Of)],
        { } single => [Of(single)],
    };

    private Verdict Nested(JsonElement body)
    {
        var path = body.GetProperty("path").GetString()!;
        var query = Of(body.GetProperty("query"));
        return scope => Three.Any(scope.ObjectsAt(path).Select(inner => query(inner)));
    }

    private Verdict Terms(JsonElement body)
    {
        var (field, values) = body.EnumerateObject().Where(member => member.Name is not ("boost" or "_name")).Select(member => (member.Name, member.Value)).Single();
        var terms = values.EnumerateArray().Select(value => fields.On(field, type => type.Term(Text(value), ignoreCase: false))).ToList();
        return scope => Three.Any(terms.Select(term => term(scope)));
    }

    private Verdict Match(string field, string text, JsonElement options) => fields.SemanticsOf(field).WordsOf(text) is { } words
        ? Words(field, words, options)
        : fields.On(field, type => type.Is(new LiteralValue(text, Quoted: false)), Flag(options, "lenient"));

    private Verdict Words(string field, IReadOnlyList<string> words, JsonElement options)
    {
        if (words.Count == 0)
        {
            var zero = Member(options, "zero_terms_query") is { } member && Text(member) == "all";
            return _ => zero;
        }

        var each = words.Select(word => fields.On(field, type => type.Term(word, ignoreCase: false))).ToList();
        var wanted = Member(options, "operator") is { } @operator && Text(@operator).Equals("and", StringComparison.OrdinalIgnoreCase) ? words.Count
            : Member(options, "minimum_should_match") is { } minimum && words.Count > 1 ? Math.Max(1, MinimumOf(Text(minimum), words.Count))
            : 1;
        return scope => Three.AtLeast(wanted, each.Select(word => word(scope)));
    }

    private Verdict Phrase(string field, string text, bool lenient) => fields.On(field, type => type.Is(new LiteralValue(text, Quoted: true)), lenient);

    private Verdict MultiMatch(JsonElement body)
    {
        var text = Text(body.GetProperty("query"));
        var names = Member(body, "fields") switch
        {
            null => ["*"],
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(field => field.GetString()!.Split('^')[0]).ToList(),
            { } single => [single.GetString()!.Split('^')[0]],
        };
        var isPhrase = Member(body, "type") is { } type && Text(type) == "phrase";
        var lenient = Member(body, "lenient") is { } member ? member.GetBoolean() : names is ["*"];
        var matches = names.Select(name =>
            isPhrase ? Phrase(name, text, lenient)
            : name.Contains('*', StringComparison.Ordinal) ? fields.On(name, semantics => semantics.Is(new LiteralValue(text, Quoted: false)))
            : fields.SemanticsOf(name).WordsOf(text) is { } words ? Words(name, words, body)
            : fields.On(name, semantics => semantics.Is(new LiteralValue(text, Quoted: false)), lenient)).ToList();
        return scope => Three.Any(matches.Select(match => match(scope)));
    }

    private Verdict Range(string field, JsonElement options)
    {
        string? low = null, high = null;
        bool includesLow = true, includesHigh = true;
        foreach (var member in options.EnumerateObject())
        {
            var bound = member.Value.ValueKind == JsonValueKind.Null ? null : Text(member.Value);
            switch (member.Name)
            {
                case "gt" or "gte":
                    (low, includesLow) = (bound, member.Name == "gte");
                    break;
                case "lt" or "lte":
                    (high, includesHigh) = (bound, member.Name == "lte");
                    break;
                case "from":
                    low = bound;
                    break;
                case "to":
                    high = bound;
                    break;
                case "include_lower":
                    includesLow = member.Value.GetBoolean();
                    break;
                case "include_upper":
                    includesHigh = member.Value.GetBoolean();
                    break;
            }
        }

        var isMillis = Member(options, "format") is { } format && Text(format) == "epoch_millis";
        string? Millis(string? text) => isMillis && text is not null && text.All(char.IsAsciiDigit) ? text.PadLeft(13, '0') : text;
        return low is null && high is null ? fields.Exists(field) : fields.On(field, type => type.Between(Millis(low), includesLow, Millis(high), includesHigh));
    }

    /// <summary>Elasticsearch's number of clauses for a <c>minimum_should_match</c>.</summary>
    private static int MinimumOf(string text, int clauses)
    {
        text = text.Trim();
        if (!text.Contains('<', StringComparison.Ordinal))
        {
            var percent = Regex.Match(text, @"^(-?[0-9]+)%\z");
            var number = percent.Success
                ? (int)Math.Truncate(clauses * double.Parse(percent.Groups[1].ValueSpan, CultureInfo.InvariantCulture) / 100)
                : int.Parse(text, CultureInfo.InvariantCulture);
            return Math.Max(0, text.StartsWith('-') ? clauses + number : number);
        }

        var result = clauses;
        foreach (var condition in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = condition.Split('<');
            if (clauses <= int.Parse(parts[0], CultureInfo.InvariantCulture))
            {
                return result;
            }

            result = MinimumOf(parts[1], clauses);
        }

        return result;
    }

    private static (string Name, JsonElement Value) Only(JsonElement element) => element.EnumerateObject().Select(member => (member.Name, member.Value)).Single();

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static bool Flag(JsonElement element, string name) => Member(element, name)?.GetBoolean() ?? false;

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
