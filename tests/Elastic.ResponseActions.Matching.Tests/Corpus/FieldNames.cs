using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Syntax.Filters;
using Elastic.ResponseActions.Matching.Syntax.Kql;
using Elastic.ResponseActions.Matching.Tests.Oracle;

namespace Elastic.ResponseActions.Matching.Tests.Corpus;

/// <summary>The names of the fields that a rule asks for, views of a field under the field's own name.</summary>
internal static class FieldNames
{
    public static HashSet<string> Of(RuleQuery rule)
    {
        var budget = new QueryBudget();
        IEnumerable<QueryNode> conditions = [Query(rule, budget), .. rule.Filters.Select((filter, index) => FilterParser.Parse(filter, index, budget))];
        return [.. conditions.SelectMany(Of).Select(WithoutView)];
    }

    private static QueryNode Query(RuleQuery rule, QueryBudget budget) => rule.Language == QueryLanguage.Eql
        ? ((EqlEventQuery)EqlParser.Parse(rule.Query, budget)).Filter.Condition
        : KqlParser.Parse(rule.Query, budget);

    private static IEnumerable<string> Of(QueryNode node) => node switch
    {
        AndNode and => and.Children.SelectMany(Of),
        OrNode or => or.Children.SelectMany(Of),
        NotNode not => Of(not.Child),
        NestedNode nested => Of(nested.Child).Select(name => $"{nested.Path.Text}.{name}"),
        IsNode { Field: { } field } => [field.Text],
        RangeNode range => [range.Field.Text],
        ExistsNode exists => [exists.Field],
        MatchPhraseNode phrase => [phrase.Field],
        WildcardNode wildcard => [wildcard.Field],
        _ => EqlTyping.FieldsIn(node).Select(field => field.Name),
    };

    private static string WithoutView(string name) =>
        name.EndsWith(".caseless", StringComparison.Ordinal) || name.EndsWith(".text", StringComparison.Ordinal) ? name[..name.LastIndexOf('.')] : name;
}
