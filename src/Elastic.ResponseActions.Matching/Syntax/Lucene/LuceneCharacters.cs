namespace Elastic.ResponseActions.Matching.Syntax.Lucene;

/// <summary>Lucene's classes of characters.</summary>
internal static class LuceneCharacters
{
    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\u3000';

    /// <summary>Ends a term, or cannot start one: a sign can stand within a term, but not begin it.</summary>
    public static bool EndsTerm(char c, bool isFirst) => c switch
    {
        '+' or '-' => isFirst,
        '!' or '(' or ')' or ':' or '^' or '[' or ']' or '"' or '{' or '}' or '~' or '*' or '?' or '\\' or '/' => true,
        _ => IsSpace(c),
    };
}
