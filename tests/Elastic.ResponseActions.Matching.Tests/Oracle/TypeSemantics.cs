using System.Text.Json;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>What the predicates of a query mean on one value of a field of one mapped type.</summary>
/// <remarks>Each method answers for the query's value; null means that Elasticsearch refuses such a query on this type.</remarks>
internal abstract class TypeSemantics
{
    public static TypeSemantics Of(FieldType type, TextAnalyzer analyzer, DateTimeOffset now) => type switch
    {
        FieldType.Keyword => new KeywordSemantics(longest: 1024),
        FieldType.Wildcard => new WildcardSemantics(),
        FieldType.ConstantKeyword or FieldType.Flattened => new KeywordSemantics(),
        FieldType.Text => new TextSemantics(analyzer),
        FieldType.Long => new NumberSemantics(whole: true),
        FieldType.Double => new NumberSemantics(whole: false),
        FieldType.Boolean => new BooleanSemantics(),
        FieldType.Date => new DateSemantics(now),
        FieldType.Ip => new IpSemantics(),
        FieldType.Version => new VersionSemantics(),
        _ => new UndecidableSemantics(),
    };

    /// <summary>Whether <c>exists</c> sees the value.</summary>
    public virtual bool IsIndexed(JsonElement value) => true;

    /// <summary><c>field: value</c>, also Query DSL <c>match_phrase</c>.</summary>
    public abstract Func<JsonElement, bool?>? Is(LiteralValue literal);

    /// <summary>KQL <c>field: a*b</c>, given by the parts between the stars.</summary>
    public virtual Func<JsonElement, bool?>? Like(IReadOnlyList<string> parts) => Fits(WildcardPattern.OfKql(parts), ignoreCase: false);

    /// <summary>Query DSL <c>wildcard</c>.</summary>
    public abstract Func<JsonElement, bool?>? Fits(WildcardPattern pattern, bool ignoreCase);

    /// <summary><c>field &lt; bound</c> and its kin.</summary>
    public abstract Func<JsonElement, bool?>? Compares(RangeOperator @operator, string bound);

    /// <summary>Both ends on one and the same value; a null end is open.</summary>
    public Func<JsonElement, bool?>? Between(string? low, bool includesLow, string? high, bool includesHigh)
    {
        var above = low is null ? _ => true : Compares(includesLow ? RangeOperator.GreaterOrEqual : RangeOperator.Greater, low);
        var below = high is null ? _ => true : Compares(includesHigh ? RangeOperator.LessOrEqual : RangeOperator.Less, high);
        return above is null || below is null ? null : value => above(value) & below(value);
    }

    /// <summary>Query DSL <c>term</c>: the term as it stands in the index. Only text and keywords know case.</summary>
    public virtual Func<JsonElement, bool?>? Term(string term, bool ignoreCase) => Is(new LiteralValue(term, Quoted: true));

    /// <summary>Query DSL <c>prefix</c>.</summary>
    public virtual Func<JsonElement, bool?>? Prefix(string prefix, bool ignoreCase) => Fits(WildcardPattern.OfKql([prefix, ""]), ignoreCase);

    /// <summary>Query DSL <c>match_phrase_prefix</c>; text only.</summary>
    public virtual Func<JsonElement, bool?>? PhrasePrefix(string text) => null;

    /// <summary>A prefix of a Lucene query.</summary>
    public virtual Func<JsonElement, bool?>? LucenePrefix(string prefix, bool analyze, bool all) => Prefix(prefix, ignoreCase: false);

    /// <summary>A pattern of a Lucene query.</summary>
    public virtual Func<JsonElement, bool?>? LuceneWildcard(string pattern) => Fits(WildcardPattern.OfDsl(pattern), ignoreCase: false);

    /// <summary>Query DSL <c>regexp</c>, and <c>/…/</c> in a Lucene query.</summary>
    public virtual Func<JsonElement, bool?>? Regexp(string pattern, bool ignoreCase) => null;

    /// <summary>The words that a query's text is cut into; null where the type does not cut.</summary>
    public virtual IReadOnlyList<string>? WordsOf(string text) => null;

    protected static bool Holds(RangeOperator @operator, int order) => @operator switch
    {
        RangeOperator.Less => order < 0,
        RangeOperator.LessOrEqual => order <= 0,
        RangeOperator.Greater => order > 0,
        _ => order >= 0,
    };

    /// <summary>A JSON value as the text that Elasticsearch reads of it; a number as it is spelled.</summary>
    protected static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };
}
