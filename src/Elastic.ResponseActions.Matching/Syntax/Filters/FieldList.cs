using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax.Lucene;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>The <c>fields</c> of a query: names or name patterns, each with a boost (<c>name^2</c>) that only ranks.</summary>
internal static class FieldList
{
    public static List<FieldName> Read(JsonElement fields, string path, QueryBudget budget)
    {
        var names = new List<FieldName>();
        if (fields.ValueKind == JsonValueKind.Array)
        {
            foreach (var field in fields.EnumerateArray())
                names.Add(Name(field, FormattableString.Invariant($"{path}[{names.Count}]"), budget));
        }
        else
        {
            names.Add(Name(fields, path, budget));
        }

        budget.CountMore(names.Count, default);
        return names.Count > 0 ? names : throw FilterErrors.NotOneMember(path, 0, "at least one field");
    }

    public static FieldName Name(JsonElement field, string path, QueryBudget budget)
    {
        var text = DslObject.TextOf(field, path, budget);
        var boost = text.IndexOf('^', StringComparison.Ordinal);
        var name = boost < 0 ? text : text[..boost];
        if (name.Length == 0) throw FilterErrors.EmptyField(path);
        budget.CheckWildcards(name.Count(c => c == '*'), default);
        return LuceneSettings.Name(name);
    }
}
