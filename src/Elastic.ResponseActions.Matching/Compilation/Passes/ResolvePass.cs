using Elastic.ResponseActions.Matching.Execution.Values;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Syntax.Exceptions;
using Elastic.ResponseActions.Matching.Syntax.Lucene;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>
/// Gives every field its mapped type and every condition its meaning on that type.
/// In: what a query says. Out: a condition over predicate drafts. Throws where Elasticsearch would refuse the query.
/// </summary>
internal sealed class ResolvePass(FieldScope scope)
{
    private static readonly FieldName AnyField = new("*", ["", ""]);

    private readonly FieldConditions _fields = new(scope);

    public Condition Run(QueryNode node) => node switch
    {
        MatchAllNode => Always.True,
        AndNode and => new AllOf(All(and.Children)),
        OrNode or => new AnyOf(All(or.Children)),
        NotNode not => new Not(Run(not.Child)),
        IsNode { Field: null } free => FreeText(free),
        IsNode { Field.IsPattern: true } named => OnNames(named.Field!, named.Value, named.Span),
        IsNode named => Is(named.Field!.Text, named.Value, named.Span),
        RangeNode range => Range(range),
        NestedNode nested => Nested(nested),
        EqlEventNode eql => new EqlResolvePass(scope).Run(eql.Filter, eql.CategoryField),
        ExceptionsNode exceptions => ExceptionPass.Run(exceptions),
        LuceneQueryNode lucene => new LuceneResolvePass(scope, lucene.Settings).Run(lucene),
        _ => new QueryDslResolver(_fields, this).Run(node),
    };

    private Condition[] All(IReadOnlyList<QueryNode> nodes)
    {
        var conditions = new Condition[nodes.Count];
        for (var i = 0; i < conditions.Length; i++)
            conditions[i] = Run(nodes[i]);
        return conditions;
    }

    private Condition Is(string name, QueryValue value, SourceSpan span) => value switch
    {
        WildcardValue { Parts: ["", ""] } => _fields.Exists(name),
        WildcardValue wildcard => OnWildcard(name, wildcard, span),
        _ => _fields.Value(name, (LiteralValue)value, span),
    };

    private Condition OnWildcard(string name, WildcardValue wildcard, SourceSpan span) =>
        _fields.On(new FieldName(name), $"{wildcard}", target => Wildcard(target, wildcard), span);

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
        return _fields.On(
            node.Field,
            $"{comparison} {text}",
            target => TypedTestFactory.Bound(target.Type, comparison, target.Folded ? FoldedText.Of(text) : text),
            node.Span,
            seesNested: true);
    }

    private Condition Nested(NestedNode node)
    {
        if (node.Path.IsPattern)
            throw new QuerySyntaxException($"`{node.Path.Text}: {{ … }}` needs a plain path; a pattern is not evaluated here", node.Span, QueryErrorKind.Unsupported);

        var inner = new ResolvePass(scope.Inside(node.Path.Text)).Run(node.Child);
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

    private Condition OnPattern(FieldName names, QueryValue value, SourceSpan span, bool seesNested) => value switch
    {
        LiteralValue { Kind: LiteralKind.Null } => throw new QuerySyntaxException(TypedTestFactory.NullRefusal, span),
        WildcardValue { Parts: ["", ""] } => _fields.Exists(names, seesNested),
        WildcardValue wildcard => _fields.On(names, $"{value}", target => Wildcard(target, wildcard), span, seesNested),
        _ => _fields.On(names, $"{value}", target => TypedTestFactory.Value(target.Type, (LiteralValue)value), span, seesNested),
    };

    private static TypedTest Wildcard(FieldTarget target, WildcardValue value) => TypedTestFactory.Wildcard(
        target.Type, target.Folded ? new WildcardValue([.. value.Parts.Select(FoldedText.Of)]) : value, target.Analyzer);
}
