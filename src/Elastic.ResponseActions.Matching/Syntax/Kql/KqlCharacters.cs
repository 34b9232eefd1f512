namespace Elastic.ResponseActions.Matching.Syntax.Kql;

/// <summary>The character classes and words of KQL, at a position of the query text. Positions past the end are in no class.</summary>
internal static class KqlCharacters
{
    /// <summary>White space of the language; other Unicode spaces are ordinary characters.</summary>
    public static bool IsSpaceAt(string text, int index) =>
        (uint)index < (uint)text.Length && text[index] is ' ' or '\t' or '\r' or '\n' or '\u00A0';

    /// <summary>Characters that a bare literal holds only with a backslash before them.</summary>
    public static bool IsSpecial(char c) => c is '\\' or '(' or ')' or ':' or '<' or '>' or '"' or '*' or '{' or '}';

    /// <summary>What the ends of a bare literal lose: the white space of JavaScript's <c>trim</c>, wider than the language's own.</summary>
    public static bool IsTrimmed(char c) => c == '\uFEFF' || (c != '\u0085' && char.IsWhiteSpace(c));

    public static bool IsWordAt(string text, int index, string word) =>
        text.AsSpan(Math.Min(index, text.Length)).StartsWith(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a bare literal has to end here: at <c>_and_</c>, <c>_or_</c> (underscores are spaces) or <c>not_</c>, even inside a word.</summary>
    public static bool IsKeywordAt(string text, int index) => text[index] switch
    {
        'n' or 'N' => IsWordBeforeSpace(text, index, "not"),
        _ when IsSpaceAt(text, index) => IsWordBeforeSpace(text, index + 1, "or") || IsWordBeforeSpace(text, index + 1, "and"),
        _ => false,
    };

    private static bool IsWordBeforeSpace(string text, int index, string word) =>
        IsWordAt(text, index, word) && IsSpaceAt(text, index + word.Length);
}
