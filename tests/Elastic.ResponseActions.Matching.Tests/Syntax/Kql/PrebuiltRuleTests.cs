using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Filters;
using Elastic.ResponseActions.Matching.Syntax.Kql;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

/// <summary>The prebuilt rules of the corpus folder <c>rules</c>: what people really write.</summary>
public sealed class PrebuiltRuleTests
{
    [Fact]
    public void Parse_PrebuiltKqlRules_AgreeWithTheGrammarAndHaveReadableFilters()
    {
        var file = KqlSpecCase.FileOrSkip("rules", "dev.ndjson");
        var seen = 0;

        foreach (var line in File.ReadLines(file))
        {
            using var rule = JsonDocument.Parse(line);
            if (!rule.RootElement.TryGetProperty("language", out var language) || !language.ValueEquals("kuery")) continue;

            var query = rule.RootElement.GetProperty("query").GetString()!;
            var budget = new QueryBudget();
            Assert.Equal(KqlReference.Parse(query).Tree?.ToString(), KqlParser.Parse(query, budget).ToString());
            if (rule.RootElement.TryGetProperty("filters", out var filters)) Assert.All(filters.EnumerateArray(), filter => FilterParser.Parse(filter, 0, budget));
            seen++;
        }

        Assert.True(seen > 0, $"{file} has no rule in KQL");
    }
}
