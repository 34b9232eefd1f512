namespace Elastic.ResponseActions.Matching;

/// <summary>The language a rule's query is written in; mirrors the rule member <c>language</c>. Open: any name is kept.</summary>
/// <param name="Name">The name on the wire, for example <c>kuery</c>.</param>
public readonly record struct QueryLanguage(string Name)
{
    /// <summary>Kibana Query Language (<c>kuery</c>).</summary>
    public static QueryLanguage Kuery { get; } = new("kuery");

    /// <summary>Lucene query string syntax (<c>lucene</c>).</summary>
    public static QueryLanguage Lucene { get; } = new("lucene");

    /// <summary>Event Query Language (<c>eql</c>).</summary>
    public static QueryLanguage Eql { get; } = new("eql");

    /// <summary>ES|QL (<c>esql</c>); runs only in Elasticsearch.</summary>
    public static QueryLanguage Esql { get; } = new("esql");

    /// <inheritdoc />
    public override string ToString() => Name ?? "";
}
