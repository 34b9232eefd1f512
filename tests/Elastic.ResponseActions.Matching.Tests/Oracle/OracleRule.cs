using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Filters;
using Elastic.ResponseActions.Matching.Syntax.Kql;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>A rule, parsed by the product's parsers and answered by the <see cref="Interpreter"/>.</summary>
internal sealed class OracleRule
{
    private readonly RuleQuery _rule;
    private readonly RuleSetOptions _options;
    private readonly List<QueryNode> _conditions;

    public OracleRule(RuleQuery rule, RuleSetOptions options)
    {
        _rule = rule;
        _options = options;
        _conditions = [KqlParser.Parse(rule.Query, options), .. rule.Filters.Select(filter => FilterParser.Parse(filter, options))];
    }
}
