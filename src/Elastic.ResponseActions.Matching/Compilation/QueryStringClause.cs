using System.Text;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>
/// One clause of a <c>query_string</c>, which Kibana writes for a value with stars on any field but a keyword: white space ends a
/// clause, clauses are joined by <c>or</c>, and neighbouring clauses without a star are one.
/// </summary>
/// <param name="Parts">What stands between the stars; a single part where there is none.</param>
internal sealed record QueryStringClause(IReadOnlyList<string> Parts)
{
    public bool HasStar => Parts.Count > 1;

    public static IReadOnlyList<QueryStringClause> Split(IReadOnlyList<string> parts)
    {
        var clauses = new List<QueryStringClause>();
        var current = new List<string>();
        var text = new StringBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
            {
                current.Add(text.ToString());
                text.Clear();
            }

            foreach (var c in parts[i])
            {
                if (c is ' ' or '\t' or '\n' or '\r' or '\u3000')
                    End(clauses, current, text);
                else
                    text.Append(c);
            }
        }

        End(clauses, current, text);
        return clauses;
    }

    private static void End(List<QueryStringClause> clauses, List<string> current, StringBuilder text)
    {
        current.Add(text.ToString());
        text.Clear();
        if (current is not [""])
        {
            var joinsLast = current.Count == 1 && clauses is [.., { HasStar: false }];
            if (joinsLast)
                clauses[^1] = new QueryStringClause([$"{clauses[^1].Parts[0]} {current[0]}"]);
            else
                clauses.Add(new QueryStringClause([.. current]));
        }

        current.Clear();
    }
}
