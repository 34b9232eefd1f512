using System.Globalization;
using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>The texts of all filter errors. Filters are JSON apart from the query text, so the place is a path, not a span.</summary>
internal static class FilterErrors
{
    private const string SupportedQueries =
        "`bool`, `constant_score`, `exists`, `match`, `match_all`, `match_none`, `match_phrase`, `match_phrase_prefix`, `multi_match`, `nested`, `prefix`, "
        + "`query_string`, `range`, `regexp`, `term`, `terms` and `wildcard`";

    public static QuerySyntaxException UnsupportedQuery(string path, string name) =>
        Unsupported(path, $"the query {Show(name)} cannot be matched here; supported are {SupportedQueries}");

    public static QuerySyntaxException UnsupportedMember(string path, string name, ReadOnlySpan<string> supported)
    {
        var names = new StringBuilder();
        foreach (var known in supported)
            names.Append(CultureInfo.InvariantCulture, $"`{known}`, ");
        return Unsupported(path, $"{Show(name)} is not supported; supported are {names}`boost` and `_name`");
    }

    public static QuerySyntaxException UnsupportedValue(string path, string name, JsonElement value, string supported) =>
        Unsupported(path, $"`{name}` is {Show(value)}; supported is {supported}");

    public static QuerySyntaxException UnsupportedTogether(string path, string first, string second) =>
        Unsupported(path, $"`{first}` together with `{second}` is not evaluated here; give one of them");

    public static QuerySyntaxException NoTermsLookup(string path) =>
        Unsupported(path, "a terms lookup reads its values from an index and cannot be matched here; list the values");

    public static QuerySyntaxException InsideNested(string path, string what) =>
        Unsupported(path, $"{what} inside `nested` is not evaluated here; name the fields");

    public static QuerySyntaxException QueryString(string path, QuerySyntaxException inner, SourcePosition place) =>
        new(FormattableString.Invariant($"filter at {Place(path)}, line {place.Line}, column {place.Column} of its text: {inner.Message}"), default, inner.Kind);

    public static QuerySyntaxException QueryBesideMatch(string path) =>
        Unsupported(path, "`match` beside `query` has no clear meaning; remove one of them");

    public static QuerySyntaxException OnFieldPattern(string path, string option) =>
        Unsupported(path, $"`{option}` on fields given by a pattern is not evaluated here; name the fields");

    public static QuerySyntaxException SomeOfShould(string path, int minimum, int count) =>
        Unsupported(path, FormattableString.Invariant($"`minimum_should_match` asks for {minimum} of {count} `should` clauses; that many combinations are not evaluated here"));

    public static QuerySyntaxException TooFewShould(string path, int minimum, int count) =>
        Unsupported(path, FormattableString.Invariant($"`minimum_should_match` asks for {minimum} of {count} `should` clauses, so nothing can match; lower it or add clauses"));

    public static QuerySyntaxException NotOneMember(string path, int count, string what) =>
        Syntax(path, count == 0 ? $"the object is empty; expected {what}" : FormattableString.Invariant($"the object has {count} members; expected {what}"));

    public static QuerySyntaxException Missing(string path, string name) => Syntax(path, $"`{name}` is missing; add it");

    public static QuerySyntaxException EmptyField(string path) => Syntax(path, "the field name is empty; name a field");

    public static QuerySyntaxException Twice(string path, string name) => Syntax(path, $"{Show(name)} occurs twice; keep one");

    public static QuerySyntaxException LoneSurrogate(string path) =>
        Syntax(path, "a text has half of a surrogate pair (`\\ud800` to `\\udfff`); write the whole character");

    public static QuerySyntaxException WrongShape(string path, JsonElement value, string expected) =>
        Syntax(path, $"found {Show(value)}, expected {expected}");

    // A path ends with a field name of the filter's author, so it is shown as carefully as any other text.
    private static string Place(string path) => VisibleText.Excerpt(path, maxLength: 160);

    private static string Show(string text) => VisibleText.Excerpt(text);

    private static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.Undefined => "nothing",
        _ => VisibleText.Excerpt(value.GetRawText()),
    };

    private static QuerySyntaxException Unsupported(string path, string what) => new($"filter at {Place(path)}: {what}.", default, QueryErrorKind.Unsupported);

    private static QuerySyntaxException Syntax(string path, string what) => new($"filter at {Place(path)}: {what}.", default);
}
