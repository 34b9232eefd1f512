using System.Globalization;
using System.Text;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Values;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Compilation.Eql;

/// <summary>Conditions of EQL on a single field, by its mapped type: any of its values may satisfy them.</summary>
internal sealed class EqlFields(FieldScope scope)
{
    /// <summary>The field of that name, if EQL can ask for it.</summary>
    /// <exception cref="QuerySyntaxException">It is analysed text, nested, flattened, or an object.</exception>
    public ResolvedField Resolve(string name, SourceSpan span)
    {
        var field = scope.Resolve(name);
        if (field.Hidden || field.Type == FieldType.Nested)
            throw EqlRefusals.FieldIsNoValue(name, "is nested, and EQL does not search nested fields", span);
        if (field.Type == FieldType.Flattened)
            throw EqlRefusals.FieldIsNoValue(name, "is flattened, and EQL does not search flattened fields as a whole", span);
        if (field.Type == FieldType.Text)
            throw EqlRefusals.FieldIsNoValue(name, "is analysed text, and EQL does not search text fields; use its keyword field", span);
        if (scope.IsObject(name))
            throw EqlRefusals.FieldIsNoValue(name, "is an object; name one of the fields below it", span);
        return field;
    }

    /// <summary>An optional field that is in no mapping is null to Elasticsearch: only so can it be compared with another.</summary>
    public bool IsOptionalAndUnmapped(QueryNode node) => node is EqlField { Optional: true } field && !Resolve(field.Name, field.Span).IsMapped;

    public Condition Exists(EqlField node)
    {
        var field = Resolve(node.Name, node.Span);
        return Exists(field);
    }

    public static Condition Exists(in ResolvedField field) => new Holds(new ExistsDraft(field.Source, field.HasKeywordLimit));

    /// <summary>A boolean field alone.</summary>
    public Condition IsTrue(EqlField node)
    {
        var field = Resolve(node.Name, node.Span);
        return EqlTypes.Of(field) is EqlType.Boolean or EqlType.Any
            ? Equals(field, EqlValue.Of(true), node.Span)
            : throw EqlRefusals.NotBoolean($"`{node.Name}` is {EqlTypes.NameOf(EqlTypes.Of(field))}", node.Span);
    }

    /// <summary>A comparison with a constant that is not null.</summary>
    public Condition Compare(EqlField node, EqlComparisonOperator op, in EqlValue value, SourceSpan span)
    {
        var field = Resolve(node.Name, node.Span);
        return op switch
        {
            EqlComparisonOperator.Equal => Equals(field, value, span),
            EqlComparisonOperator.NotEqual => new Not(Equals(field, value, span)),
            EqlComparisonOperator.Less => Bound(field, Comparison.Less, value, span),
            EqlComparisonOperator.LessOrEqual => Bound(field, Comparison.LessOrEqual, value, span),
            EqlComparisonOperator.Greater => Bound(field, Comparison.Greater, value, span),
            _ => Bound(field, Comparison.GreaterOrEqual, value, span),
        };
    }

    public static Condition Equals(in ResolvedField field, in EqlValue value, SourceSpan span)
    {
        var text = TextOf(value);
        if (IsUnmappedReal(field, value))
            return OnField(field, UnmappedNumber(ValueRange<double>.Only(value.Real), text, null), span);
        return AreTerms(field, ignoreCase: false)
            ? EqualsAny(field, [TermOf(field, text, ignoreCase: false)], ignoreCase: false)
            : OnField(field, TypedTestFactory.Value(field.Type, new LiteralValue(text, Quoted: true)), span);
    }

    /// <summary>A text compared without regard to the case of ASCII letters; wildcards are ordinary characters.</summary>
    public static Condition EqualsIgnoringCase(in ResolvedField field, string text) => AreTerms(field, ignoreCase: true)
        ? EqualsAny(field, [TermOf(field, text, ignoreCase: true)], ignoreCase: true)
        : Fits(field, GlobPattern.FromParts([Folded(field, text)], foldAscii: true), "text", ignoreCase: true, text);

    /// <summary>True where values are looked up as whole texts, so that many make one condition.</summary>
    public static bool AreTerms(in ResolvedField field, bool ignoreCase) => ignoreCase
        ? field is { Folded: false, Type: FieldType.Keyword or FieldType.Wildcard }
        : FieldConditions.IsTermType(field.Type);

    /// <summary>Some value of the field is one of the terms.</summary>
    /// <param name="field">The field; <see cref="AreTerms"/> holds for it.</param>
    /// <param name="terms">What <see cref="TermOf"/> made.</param>
    /// <param name="ignoreCase">The case of ASCII letters does not count.</param>
    public static Condition EqualsAny(in ResolvedField field, IReadOnlyList<string> terms, bool ignoreCase) =>
        new Holds(new TermDraft(field.Source, terms, field.Folded, field.HasKeywordLimit, ignoreCase));

    /// <summary>A text as <see cref="EqualsAny"/> looks it up.</summary>
    public static string TermOf(in ResolvedField field, string text, bool ignoreCase) => ignoreCase ? AsciiLower(text) : Folded(field, text);

    /// <summary>A fraction that is compared with a field of no known type: <see cref="AreTerms"/> does not apply to it.</summary>
    public static bool IsUnmappedReal(in ResolvedField field, in EqlValue value) =>
        value.Kind == EqlValueKind.Real && !field.IsMapped && AreTerms(field, ignoreCase: false);

    /// <summary>A pattern with <c>*</c> and <c>?</c>, which nothing escapes.</summary>
    public static Condition Like(in ResolvedField field, string pattern, bool ignoreCase, SourceSpan span)
    {
        if (pattern.Length > 0 && !pattern.AsSpan().ContainsAnyExcept('*'))
            return Exists(field);
        if (pattern.AsSpan().IndexOfAny('*', '?') < 0)
            return ignoreCase ? EqualsIgnoringCase(field, pattern) : Equals(field, EqlValue.Of(pattern), span);
        return Fits(field, GlobPattern.ParseWithoutEscapes(Folded(field, pattern), ignoreCase), "like", ignoreCase, pattern);
    }

    /// <summary><c>startsWith</c> with a constant: a prefix, taken as it is.</summary>
    public static Condition StartsWith(in ResolvedField field, string prefix, bool ignoreCase) =>
        Fits(field, GlobPattern.FromParts([Folded(field, prefix), ""], ignoreCase), "prefix", ignoreCase, prefix);

    /// <summary>
    /// <c>endsWith</c> and <c>stringContains</c> with a constant: Elasticsearch puts the constant into a pattern as it is, so that
    /// stars, question marks and backslashes in it are wildcards and escapes.
    /// </summary>
    public static Condition Wildcard(in ResolvedField field, string pattern, bool ignoreCase) =>
        Fits(field, GlobPattern.Parse(Folded(field, pattern), ignoreCase), "wildcard", ignoreCase, pattern);

    /// <summary>The address is in any of the blocks.</summary>
    public static Condition IsInBlock(in ResolvedField field, string block, SourceSpan span) =>
        OnField(field with { Type = field.IsMapped ? field.Type : FieldType.Ip }, TypedTestFactory.Value(FieldType.Ip, new LiteralValue(block, Quoted: true)), span);

    /// <summary>A text in the form of the field's values.</summary>
    public static string Folded(in ResolvedField field, string text) => field.Folded ? FoldedText.Of(text) : text;

    public static Holds NotEvaluated(in ResolvedField field) => new(new UnknownDraft(field.Source, $"`{field.Name}`: its mapped type is not evaluated here"));

    public static Condition OnField(in ResolvedField field, TypedTest test, SourceSpan span)
    {
        if (test.Refusal is not null)
            throw EqlRefusals.Value(test.Refusal, field, span);
        if (test.Unknown is not null)
            return new Holds(new UnknownDraft(field.Source, $"`{field.Name}`: {test.Unknown}"));
        return test.Test is null ? Always.False : new Holds(new TestDraft(field.Source, test.Key, test.Test, field.Folded, test.UsesNow));
    }

    /// <summary>A constant as the text that Elasticsearch searches for.</summary>
    public static string TextOf(in EqlValue value)
    {
        switch (value.Kind)
        {
            case EqlValueKind.Boolean:
                return value.IsTrue ? "true" : "false";
            case EqlValueKind.Integer:
                return value.Integer.ToString(CultureInfo.InvariantCulture);
            case EqlValueKind.Real:
                Span<byte> buffer = stackalloc byte[Execution.Functions.JavaText.MaxNumberBytes];
                return Encoding.UTF8.GetString(buffer[..Execution.Functions.JavaText.WriteReal(value.Real, buffer)]);
            default:
                return value.Text ?? "";
        }
    }

    private static Condition Bound(in ResolvedField field, Comparison comparison, in EqlValue value, SourceSpan span)
    {
        var text = TextOf(value);
        if (field.Type == FieldType.Version)
            return OnField(field, TypedTest.Of(new VersionTest(comparison, VersionValue.Parse(text)), $"version {comparison} {text}"), span);
        if (value.IsNumber && !field.IsMapped && DoubleValue.TryParseBound(comparison, text, out var range, out _))
            return OnField(field, UnmappedNumber(range, text, comparison), span);
        return OnField(field, TypedTestFactory.Bound(field.Type, comparison, field.Folded ? FoldedText.Of(text) : text), span);
    }

    // Elasticsearch maps a field in no template by its first value: a number stays a number, a string becomes a keyword.
    private static TypedTest UnmappedNumber(ValueRange<double> range, string text, Comparison? comparison)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        ValueTest asText = comparison is { } order ? new TermOrderTest(order, utf8, keywordLimit: true) : new TermTest(utf8, keywordLimit: true);
        return TypedTest.Of(new NumberOrTextTest(new DoubleTest(range), asText), $"number or text {comparison} {text}");
    }

    private static Holds Fits(in ResolvedField field, GlobPattern pattern, string how, bool ignoreCase, string text) => field.Type == FieldType.Other
        ? NotEvaluated(field)
        : new Holds(new TestDraft(field.Source, $"{how} {ignoreCase} {text}", new GlobTest(pattern, field.HasKeywordLimit), field.Folded));

    private static string AsciiLower(string text) =>
        text.AsSpan().ContainsAnyInRange('A', 'Z') ? string.Create(text.Length, text, static (lower, from) => Ascii.ToLower(from, lower, out _)) : text;
}
