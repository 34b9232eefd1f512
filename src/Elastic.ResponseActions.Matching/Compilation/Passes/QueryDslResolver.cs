using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Exceptions;
using Elastic.ResponseActions.Matching.Syntax.Filters;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>Gives the queries of Query DSL their meaning on the fields' types; part of <see cref="ResolvePass"/>.</summary>
/// <param name="fields">The fields of the scope.</param>
/// <param name="pass">Resolves the queries inside a query.</param>
internal sealed class QueryDslResolver(FieldConditions fields, ResolvePass pass)
{
    public Condition Run(QueryNode node) => node switch
    {
        ExistsNode exists => Exists(exists.Field),
        MatchPhraseNode phrase => fields.Value(phrase.Field, new LiteralValue(phrase.Text, Quoted: true), phrase.Span),
        MatchNode match => Match(match),
        MatchPhrasePrefixNode prefix => fields.On(new FieldName(prefix.Field), $"{prefix}", target => PhrasePrefix(target, prefix.Text), prefix.Span),
        TermsNode terms => Terms(terms),
        PrefixNode prefix => fields.On(new FieldName(prefix.Field), $"{prefix}", target => TermTestFactory.Prefix(target, prefix.Value, prefix.CaseInsensitive), prefix.Span),
        WildcardNode wildcard => Wildcard(wildcard),
        RegexpNode regexp => fields.Regex(new FieldName(regexp.Field), new RegexText(regexp.Pattern, regexp.Span), regexp.CaseInsensitive),
        BoundsNode range => fields.On(new FieldName(range.Field), $"{range}", target => RangeTestFactory.Between(target, range.Bounds), range.Span),
        AtLeastNode some => AtLeast(some.Minimum, [.. some.Children.Select(pass.Run)]),
        IpRangesNode ranges => fields.On(new FieldName(ranges.Field), $"{ranges}", target => TermTestFactory.IpRanges(target, ranges.Ranges), ranges.Span),
        UntilNode until => new Holds(new UntilDraft(until.UtcMillis)),
        UnknownNode { Field: "" } unknown => new Holds(new UnknownDraft("", unknown.Reason)),
        UnknownNode unknown => fields.On(new FieldName(unknown.Field), $"{unknown}", _ => TypedTest.Undecided(unknown.Reason), unknown.Span),
        _ => throw new InvalidOperationException($"{node.GetType().Name} has no meaning yet."),
    };

    private Condition Exists(string name) => name == "*" ? Always.True   // every document has its own id
        : name.Contains('*', StringComparison.Ordinal) ? fields.Exists(new FieldName(name, name.Split('*')), seesNested: false)
        : fields.Exists(name);

    private Condition Wildcard(WildcardNode node) => fields.On(
        new FieldName(node.Field),
        $"{node}",
        target => TypedTestFactory.Wildcard(target.Type, target.Folded ? FoldedText.Of(node.Pattern) : node.Pattern, node.CaseInsensitive, target.Analyzer),
        node.Span);

    private Condition Terms(TermsNode node)
    {
        var field = fields.Scope.Resolve(node.Field);
        if (!node.CaseInsensitive && node.Values.Count > 0)
        {
            if (FieldConditions.IsTermType(field.Type))
                return FieldConditions.Terms(field, node.Values);
            if (field.Type == FieldType.Text && !field.Hidden)
                return Words(field, node.Values);
        }

        return fields.On(new FieldName(node.Field), $"{node}", target => TermTestFactory.Terms(target, node.Values, node.CaseInsensitive), node.Span);
    }

    // Terms are not analysed: one with a capital letter or a space is no word of any text.
    private static Condition Words(in ResolvedField field, IReadOnlyList<string> terms)
    {
        string[] words = [.. terms.Where(term => term.Length > 0).Distinct(StringComparer.Ordinal)];
        return words.Length == 0 ? Always.False : new Holds(new WordsDraft(field.Source, field.Analyzer, words));
    }

    private Condition Match(MatchNode node)
    {
        var conditions = node.Options.Lenient ? new FieldConditions(fields.Scope, lenient: true) : fields;
        var value = new LiteralValue(node.Text, Quoted: node.Words.Kind == MatchWordsKind.Phrase);
        if (node.Field.IsPattern)
            return conditions.On(node.Field, $"{value}", target => TypedTestFactory.Value(target.Type, value), node.Span);

        var field = fields.Scope.Resolve(node.Field.Text);
        if (field.Type != FieldType.Text || field.Hidden)
            return conditions.Value(node.Field.Text, value, node.Span);

        var words = TypedTestFactory.WordsOf(node.Text, field.Analyzer);
        if (words.Count == 0)
            return node.Options.MatchesAllWithoutWords ? Always.True : Always.False;
        if (node.Words.Kind is MatchWordsKind.Any or MatchWordsKind.Phrase || words.Count == 1)
            return conditions.Value(node.Field.Text, value, node.Span);

        // A word that is asked for twice counts twice, as it does in Elasticsearch.
        var (source, analyzer) = (field.Source, field.Analyzer);
        Condition[] each = [.. words.Select(word => new Holds(new WordsDraft(source, analyzer, [word])))];
        var minimum = node.Words.Kind == MatchWordsKind.All ? each.Length : Math.Max(1, node.Words.Minimum!.Of(each.Length));
        if (minimum < each.Length && !Combinations.AreFew(minimum, each.Length))
            throw new QuerySyntaxException($"`match` on `{field.Name}` asks for {minimum} of {each.Length} words; that many combinations are not evaluated here", node.Span, QueryErrorKind.Unsupported);
        return AtLeast(minimum, each);
    }

    private static Condition AtLeast(int minimum, Condition[] conditions) => minimum > conditions.Length
        ? Always.False
        : new AnyOf([.. Combinations.Of(minimum, conditions.Length).Select(choice => new AllOf([.. choice.Select(position => conditions[position])]))]);

    private static TypedTest PhrasePrefix(FieldTarget target, string text) => target.Type switch
    {
        FieldType.Text => TypedTestFactory.PhrasePrefix(text, target.Analyzer),
        FieldType.Nested => TypedTest.Never,
        FieldType.Other => TypedTest.Undecided("its mapped type is not evaluated here"),
        _ => TypedTest.Refused("a phrase prefix needs a text field"),
    };
}
