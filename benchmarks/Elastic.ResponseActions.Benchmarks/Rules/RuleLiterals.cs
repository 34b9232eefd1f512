using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Syntax.Kql;

namespace Elastic.ResponseActions.Benchmarks.Rules;

/// <summary>Finds the texts that a query compares fields with. Numbers, addresses, dates and booleans are none.</summary>
internal sealed class RuleLiterals
{
    private const string RawQuotes = "\"\"\"";

    private readonly string _query;
    private readonly List<RuleLiteral> _found = [];

    private RuleLiterals(string query) => _query = query;

    public static IReadOnlyList<RuleLiteral> Of(RuleQuery rule)
    {
        var literals = new RuleLiterals(rule.Query);
        if (rule.Language == QueryLanguage.Kuery)
            literals.Visit(KqlParser.Parse(rule.Query, EventQueries.Budget()), path: "");
        else if (rule.Language == QueryLanguage.Eql)
            literals.VisitAll([.. EventQueries.Filters(EqlParser.Parse(rule.Query, EventQueries.Budget())).Select(filter => filter.Condition)], path: "");
        return literals._found;
    }

    private void Visit(QueryNode node, string path)
    {
        switch (node)
        {
            case AndNode and:
                VisitAll(and.Children, path);
                break;
            case OrNode or:
                VisitAll(or.Children, path);
                break;
            case NotNode not:
                Visit(not.Child, path);
                break;
            case NestedNode nested:
                Visit(nested.Child, $"{path}{nested.Path.Text}.");
                break;
            case IsNode { Value: LiteralValue { Kind: LiteralKind.Text } value } named when IsText(path, named.Field):
                Add(path + named.Field?.Text, value.Text, ContentEnd(named, value.Quoted));
                break;
            case IsNode { Value: WildcardValue pattern } named when pattern.Parts.Any(part => part.Length > 0) && IsText(path, named.Field):
                Add(path + named.Field?.Text, string.Join('*', pattern.Parts), ContentEnd(named, quoted: false));
                break;
            case EqlComparison { Operator: EqlComparisonOperator.Equal or EqlComparisonOperator.NotEqual } comparison:
                AddLiterals(FieldOf(comparison.Left) ?? FieldOf(comparison.Right), [comparison.Left, comparison.Right]);
                break;
            case EqlMembership membership:
                AddLiterals(FieldOf(membership.Value), membership.Items);
                break;
            case EqlPattern pattern:
                AddLiterals(FieldOf(pattern.Value), pattern.Patterns);
                break;
            case EqlCall { Function: not EqlFunction.CidrMatch } call:
                AddLiterals(FieldOf(call), call.Arguments);
                break;
        }
    }

    private void VisitAll(IReadOnlyList<QueryNode> nodes, string path)
    {
        foreach (var node in nodes)
            Visit(node, path);
    }

    private void AddLiterals(string? field, IReadOnlyList<QueryNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is EqlCall call)
                Visit(call, path: "");
            else if (node is EqlLiteral { Value: { Kind: EqlValueKind.Text, Text: { Length: > 0 } text } } literal && IsText(field ?? ""))
                Add(field ?? "", text, ContentEnd(literal));
        }
    }

    private void Add(string field, string text, int suffixAt) => _found.Add(new RuleLiteral(field, text, suffixAt));

    // A star at the end stays at the end, so that a pattern keeps its kind.
    private int ContentEnd(IsNode node, bool quoted)
    {
        if (quoted)
            return node.Span.End - 1;

        var end = node.Span.End;
        while (_query[end - 1] == '*' && !IsEscaped(end - 1, node.Span.Start))
            end--;
        return end;
    }

    private int ContentEnd(EqlLiteral literal)
    {
        var isRaw = literal.Span.Length >= 2 * RawQuotes.Length && string.CompareOrdinal(_query, literal.Span.Start, RawQuotes, 0, RawQuotes.Length) == 0;
        var end = literal.Span.End - (isRaw ? RawQuotes.Length : 1);
        while (_query[end - 1] == '*')
            end--;
        return _query[end - 1] == '.' && _query[end] == '*' ? end - 1 : end;   // `.*` at the end of a regular expression
    }

    private bool IsEscaped(int at, int start)
    {
        var backslashes = 0;
        while (at - backslashes > start && _query[at - backslashes - 1] == '\\')
            backslashes++;
        return backslashes % 2 == 1;
    }

    private static bool IsText(string path, FieldName? field) => IsText(path + field?.Text);

    private static bool IsText(string field) => !FieldTypeTable.BuiltIn.TryGetType(field, out var type)
        || type is FieldType.Keyword or FieldType.Wildcard or FieldType.ConstantKeyword or FieldType.Text or FieldType.Version or FieldType.Flattened;

    private static string? FieldOf(QueryNode node) => node switch
    {
        EqlField field => field.Name,
        EqlCall call => call.Arguments.Select(FieldOf).FirstOrDefault(name => name is not null),
        _ => null,
    };
}
