using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>
/// The tokens of Lucene's classic grammar (QueryParser.jj), each as a regular expression: at every place the longest wins, of equals the first.
/// <c>S</c> starts a term, <c>C</c> goes on with one, <c>W</c> is white space.
/// </summary>
internal static class LuceneTokens
{
    private const string W = @"[ \t\n\r\u3000]";
    private const string S = @"(?:\\.|[^ \t\n\r\u3000+\-!():^\[\]""{}~*?\\/])";
    private const string C = @"(?:\\.|[^ \t\n\r\u3000!():^\[\]""{}~*?\\/])";

    private static readonly (string Kind, Regex Form)[] Default = Table(
        ("AND", "AND|&&"), ("OR", @"OR|\|\|"), ("NOT", "NOT|!"), ("PLUS", @"\+"), ("MINUS", "-"), ("BAREOPER", $@"[+\-!]{W}"), ("LPAREN", @"\("), ("RPAREN", @"\)"),
        ("COLON", ":"), ("STAR", @"\*"), ("CARAT", @"\^"), ("QUOTED", @"""(?:[^""\\]|\\.)*"""), ("TERM", $"{S}{C}*"), ("FUZZY_SLOP", $"~{C}*"),
        ("PREFIXTERM", $@"\*|{S}{C}*\*"), ("WILDTERM", $"(?:{S}|[*?])(?:{C}|[*?])*"), ("REGEXPTERM", @"/(?:\\/|[^/])*/"), ("RANGEIN_START", @"\["), ("RANGEEX_START", @"\{"));

    private static readonly (string Kind, Regex Form)[] Boost = Table(("NUMBER", @"[0-9]+(?:\.[0-9]+)?"));

    private static readonly (string Kind, Regex Form)[] Range = Table(
        ("RANGE_TO", "TO"), ("RANGEIN_END", @"\]"), ("RANGEEX_END", @"\}"), ("RANGE_QUOTED", @"""(?:\\""|[^""])+"""), ("RANGE_GOOP", @"[^ \]}]+"));

    private static readonly Regex Space = new($@"\G{W}*");

    /// <exception cref="OracleRefusalException">No token starts where one should.</exception>
    public static List<(string Kind, string Image)> Of(string query)
    {
        var tokens = new List<(string Kind, string Image)>();
        var table = Default;
        for (var at = 0; ;)
        {
            at += table == Boost ? 0 : Space.Match(query, at).Length;
            if (at == query.Length && table != Boost)
            {
                tokens.Add(("EOF", ""));
                return tokens;
            }

            var found = table.Select(token => (token.Kind, Match: token.Form.Match(query, at))).Where(token => token.Match.Success).ToList();
            if (found.Count == 0)
            {
                throw new OracleRefusalException($"no token at {at}");
            }

            var (kind, match) = found.MaxBy(token => token.Match.Length);
            tokens.Add((kind, match.Value));
            at += match.Length;
            table = kind switch
            {
                "CARAT" => Boost,
                "RANGEIN_START" or "RANGEEX_START" => Range,
                "NUMBER" or "RANGEIN_END" or "RANGEEX_END" => Default,
                _ => table,
            };
        }
    }

    private static (string, Regex)[] Table(params (string Kind, string Form)[] tokens) =>
        [.. tokens.Select(token => (token.Kind, new Regex($@"\G(?:{token.Form})", RegexOptions.Singleline)))];
}
