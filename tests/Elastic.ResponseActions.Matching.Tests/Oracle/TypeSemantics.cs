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
        FieldType.Wildcard or FieldType.ConstantKeyword or FieldType.Flattened => new KeywordSemantics(),
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
