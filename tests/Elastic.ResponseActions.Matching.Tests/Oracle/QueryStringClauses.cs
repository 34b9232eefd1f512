namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>
/// A KQL pattern as Kibana sends it to any field but a keyword: <c>query_string</c>. White space ends a clause and any clause will
/// do; neighbours without a star are taken as one text.
/// </summary>
internal static class QueryStringClauses
{
    /// <summary>The clauses, each as its parts between the stars; a single part has no star.</summary>
    public static List<List<string>> Of(IReadOnlyList<string> parts)
    {
        var clauses = new List<List<string>> { new() { "" } };
        foreach (var (index, part) in parts.Index())
        {
            if (index > 0)
            {
                clauses[^1].Add("");
            }

            var pieces = part.Split(' ', '\t', '\r', '\n', '\u3000');
            clauses[^1][^1] += pieces[0];
            clauses.AddRange(pieces.Skip(1).Select(piece => new List<string> { piece }));
        }

        clauses.RemoveAll(clause => clause is [""]);
        for (var i = clauses.Count - 1; i > 0; i--)
        {
            if (clauses[i].Count == 1 && clauses[i - 1].Count == 1)
            {
                clauses[i - 1] = [$"{clauses[i - 1][0]} {clauses[i][0]}"];
                clauses.RemoveAt(i);
            }
        }

        return clauses;
    }
}
