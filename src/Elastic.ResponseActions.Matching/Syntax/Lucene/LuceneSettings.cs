namespace Elastic.ResponseActions.Matching.Syntax.Lucene;

/// <summary>How a <c>query_string</c> is read. The defaults are those of a rule's query: what Kibana sends, and Elasticsearch's own for the rest.</summary>
internal sealed record LuceneSettings
{
    public static FieldName AnyField { get; } = new("*", ["", ""]);

    public static LuceneSettings OfRules { get; } = new();

    /// <summary>A field name; a star in it stands for any run of characters.</summary>
    public static FieldName Name(string text) =>
        text.Contains('*', StringComparison.Ordinal) ? new FieldName(text, text.Split('*')) : new FieldName(text);

    /// <summary>The field of terms that name none; null: <see cref="Fields"/>.</summary>
    public FieldName? DefaultField { get; init; } = AnyField;

    /// <summary>The fields of terms that name none, where there are several; null: <see cref="DefaultField"/>.</summary>
    public IReadOnlyList<FieldName>? Fields { get; init; }

    /// <summary>Clauses, and the words of a term, are joined by <c>AND</c> where nothing else is said.</summary>
    public bool AllByDefault { get; init; }

    /// <summary>
    /// A value that a field's type cannot take matches nothing there instead of failing the query. Elasticsearch's default for
    /// queries over all fields.
    /// </summary>
    public bool Lenient { get; init; } = true;

    /// <summary>The text before a final star is analysed.</summary>
    public bool AnalyzeWildcard { get; init; } = true;

    /// <summary>What differs from the settings of a rule's query, for the text form of a tree.</summary>
    public override string ToString()
    {
        List<string> parts = [];
        if (Fields is not null) parts.Add($", fields {string.Join(' ', Fields)}");
        if (AllByDefault) parts.Add(", and");
        if (!Lenient) parts.Add(", strict");
        if (!AnalyzeWildcard) parts.Add(", plain prefixes");
        return string.Concat(parts);
    }
}
