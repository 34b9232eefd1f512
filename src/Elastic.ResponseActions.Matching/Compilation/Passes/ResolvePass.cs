using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Values;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Syntax.Regex;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>
/// Gives every field its mapped type and every condition its meaning on that type.
/// In: what a query says. Out: a condition over predicate drafts. Throws where Elasticsearch would refuse the query.
/// </summary>
internal sealed class ResolvePass(FieldScope scope, RegexLimits limits)
{
    private static readonly FieldName AnyField = new("*", ["", ""]);

    public Condition Run(QueryNode node) => node switch
    {
        MatchAllNode => Always.True,
        AndNode and => new AllOf([.. and.Children.Select(Run)]),
        OrNode or => new AnyOf([.. or.Children.Select(Run)]),
        NotNode not => new Not(Run(not.Child)),
        IsNode { Field: null } free => FreeText(free),
        IsNode { Field.IsPattern: true } named => OnNames(named.Field!, named.Value, named.Span),
        IsNode named => Is(named.Field!.Text, named.Value, named.Span),
        RangeNode range => Range(range),
        NestedNode nested => Nested(nested),
        ExistsNode exists => Exists(exists.Field),
        MatchPhraseNode phrase => Is(phrase.Field, new LiteralValue(phrase.Text, Quoted: true), phrase.Span),
        WildcardNode wildcard => Wildcard(wildcard),
        EqlEventNode eql => new EqlResolvePass(scope, limits).Run(eql.Filter, eql.CategoryField),
        _ => throw new InvalidOperationException($"{node.GetType().Name} has no meaning yet."),
    };

    private Condition Is(string name, QueryValue value, SourceSpan span)
    {
        if (value is WildcardValue { Parts: ["", ""] })
            return Exists(name);

        var field = scope.Resolve(name);
        if (field.Type == FieldType.Flattened)
            return OnPattern(Below(name), value, span, seesNested: false);

        var text = value as LiteralValue;
        if (text is not null && IsTermType(field.Type) && text.Kind != LiteralKind.Null && !field.Hidden)
        {
            var term = field.Folded ? FoldedText.Of(text.Text) : text.Text;
            return new Holds(new TermDraft(field.Source, [term], field.Folded, HasKeywordLimit(field)));
        }

        if (text is not null && field.Type == FieldType.Text && text.Kind != LiteralKind.Null && !field.Hidden)
            return Words(field, text);

        var test = text is not null
            ? TypedTestFactory.Value(field.Type, text)
            : TypedTestFactory.Wildcard(field.Type, Fold(field, (WildcardValue)value), field.Analyzer);
        return OnField(field, test, span);
    }

    // A phrase is asked for only where all of its words occur: those are found by look-ups while the event is read.
    private static Condition Words(in ResolvedField field, LiteralValue text)
    {
        var (source, analyzer) = (field.Source, field.Analyzer);
        var words = TypedTestFactory.WordsOf(text.Text, analyzer);
        if (words.Count == 0)
            return Always.False;   // nothing but punctuation
        if (!text.Quoted || words.Count == 1)
            return new Holds(new WordsDraft(source, analyzer, [.. words.Distinct(StringComparer.Ordinal)]));

        var phrase = TypedTestFactory.Words(text.Text, phrase: true, analyzer);
        var conditions = words.Distinct(StringComparer.Ordinal).Select(word => new Holds(new WordsDraft(source, analyzer, [word])));
        return new AllOf([.. conditions, new Holds(new TestDraft(source, phrase.Key, phrase.Test!, Folded: false))]);
    }

    private Condition Range(RangeNode node)
    {
        var text = node.Value switch
        {
            LiteralValue literal => literal.Text,
            WildcardValue wildcard => string.Join('*', wildcard.Parts),   // Kibana sends the stars along as text
            _ => throw new InvalidOperationException($"{node.Value.GetType().Name} is no bound."),
        };
        var comparison = node.Operator switch
        {
            RangeOperator.Less => Comparison.Less,
            RangeOperator.LessOrEqual => Comparison.LessOrEqual,
            RangeOperator.Greater => Comparison.Greater,
            _ => Comparison.GreaterOrEqual,
        };
        if (node.Field.IsPattern)
            return OnPattern(node.Field, $"{comparison} {text}", type => TypedTestFactory.Bound(type, comparison, text), seesNested: true);

        var field = scope.Resolve(node.Field.Text);
        if (field.Type == FieldType.Flattened)
            return OnPattern(Below(node.Field.Text), $"{comparison} {text}", type => TypedTestFactory.Bound(type, comparison, text), seesNested: false);
        return OnField(field, TypedTestFactory.Bound(field.Type, comparison, field.Folded ? FoldedText.Of(text) : text), node.Span);
    }

    private Condition Exists(string name)
    {
        var field = scope.Resolve(name);
        if (field.Hidden || field.Type == FieldType.Nested)
            return Always.False;

        // An object has a value where any field below it has one; what the table does not know may be an object.
        if (scope.IsObject(name) || field.Type == FieldType.Flattened)
            return OnPattern(Below(name), "exists", ExistsOn, seesNested: false);
        var exists = new Holds(new ExistsDraft(field.Source, HasKeywordLimit(field)));
        return field.IsMapped ? exists : new AnyOf([exists, OnPattern(Below(name), "exists", ExistsOn, seesNested: false)]);
    }

    private Condition Wildcard(WildcardNode node)
    {
        var field = scope.Resolve(node.Field);
        var pattern = field.Folded ? FoldedText.Of(node.Pattern) : node.Pattern;
        if (field.Type == FieldType.Flattened)
            return OnPattern(Below(node.Field), $"{node}", type => TypedTestFactory.Wildcard(type, pattern, node.CaseInsensitive), seesNested: false);
        return OnField(field, TypedTestFactory.Wildcard(field.Type, pattern, node.CaseInsensitive, field.Analyzer), node.Span);
    }

    private Condition Nested(NestedNode node)
    {
        if (node.Path.IsPattern)
            throw new QuerySyntaxException($"`{node.Path.Text}: {{ … }}` needs a plain path; a pattern is not evaluated here", node.Span, QueryErrorKind.Unsupported);

        var inner = new ResolvePass(scope.Inside(node.Path.Text), limits).Run(node.Child);
        var condition = GroupValuesPass.Run(SimplifyPass.Run(inner));
        return condition is Always { Value: false }
            ? Always.False
            : new Holds(new NestedDraft(node.Path.Text, condition, node.Child.ToString()!));
    }

    // Kibana asks the default fields of the index, leniently; here every field of the event counts as one.
    private Condition FreeText(IsNode node) => scope.Path.Length > 0
        ? Is("null", node.Value, node.Span)   // Kibana puts the path before the missing name
        : node.Value is WildcardValue { Parts: ["", ""] }
            ? Always.True   // `query_string: *` over all fields is every document
            : OnPattern(AnyField, node.Value, node.Span, seesNested: false);

    private Condition OnNames(FieldName names, QueryValue value, SourceSpan span) =>
        names.WildcardParts is ["", ""] && value is WildcardValue { Parts: ["", ""] }
            ? Always.True   // Kibana's `*: *` is match_all
            : OnPattern(names, value, span, seesNested: true);   // Kibana opens nested fields for a name pattern

    private Holds OnPattern(FieldName names, QueryValue value, SourceSpan span, bool seesNested) => value switch
    {
        LiteralValue { Kind: LiteralKind.Null } => throw new QuerySyntaxException(TypedTestFactory.NullRefusal, span),
        WildcardValue { Parts: ["", ""] } => OnPattern(names, "exists", ExistsOn, seesNested),
        WildcardValue wildcard => OnPattern(names, value.ToString()!, type => TypedTestFactory.Wildcard(type, wildcard), seesNested),
        _ => OnPattern(names, value.ToString()!, type => TypedTestFactory.Value(type, (LiteralValue)value), seesNested),
    };

    // A field of a type that the value does not fit does not take part; one whose type is not evaluated here leaves it open.
    private Holds OnPattern(FieldName names, string key, Func<FieldType, TypedTest> compile, bool seesNested)
    {
        var tests = Enum.GetValues<FieldType>().ToDictionary(type => type, compile);
        var parts = names.WildcardParts!;
        return new Holds(new PatternDraft(
            GlobPattern.FromParts(parts),
            string.Join('*', parts),
            scope.Path,
            seesNested,
            key,
            new TypedTests(tests.ToDictionary(t => t.Key, t => t.Value.Test), tests.Where(t => t.Value.Unknown is not null).Select(t => t.Key).ToHashSet()),
            tests.Values.Any(t => t.UsesNow)));
    }

    private static FieldName Below(string name) => new($"{name}.*", [$"{name}.", ""]);

    private static TypedTest ExistsOn(FieldType type) =>
        TypedTest.Of(new ExistsTest(keywordLimit: type == FieldType.Keyword), "exists");

    private static Condition OnField(in ResolvedField field, TypedTest test, SourceSpan span)
    {
        if (test.Refusal is not null)
        {
            var type = field.Type.ToString().ToLowerInvariant();
            throw new QuerySyntaxException($"{test.Refusal}, and `{field.Name}` is mapped as {type}: Elasticsearch refuses this query", span);
        }

        if (test.Unknown is not null)
            return new Holds(new UnknownDraft(field.Source, $"`{field.Name}`: {test.Unknown}"));
        return test.Test is null || field.Hidden
            ? Always.False
            : new Holds(new TestDraft(field.Source, test.Key, test.Test, field.Folded, test.UsesNow));
    }

    private static bool IsTermType(FieldType type) =>
        type is FieldType.Keyword or FieldType.Wildcard or FieldType.ConstantKeyword or FieldType.Version;

    private static bool HasKeywordLimit(in ResolvedField field) => field.Type == FieldType.Keyword;

    private static WildcardValue Fold(in ResolvedField field, WildcardValue value) => field.Folded
        ? new WildcardValue([.. value.Parts.Select(FoldedText.Of)])
        : value;
}
