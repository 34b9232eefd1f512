using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Values;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Regex;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Conditions on fields by their name: what is asked for is the languages' affair, which fields and values it is asked of is decided here.</summary>
/// <param name="scope">Where names are looked up.</param>
/// <param name="lenient">A value that a field's type cannot take matches nothing instead of failing the query.</param>
internal sealed class FieldConditions(FieldScope scope, bool lenient = false)
{
    private static readonly FieldType[] Types = Enum.GetValues<FieldType>();

    public FieldScope Scope => scope;

    /// <summary>The field has a value; an object has one where any field below it has.</summary>
    public Condition Exists(string name)
    {
        var field = scope.Resolve(name);
        if (name.Length == 0 || field.Hidden || field.Type == FieldType.Nested)
            return Always.False;

        // What the table does not know may be an object.
        if (scope.IsObject(name) || field.Type == FieldType.Flattened)
            return Exists(Below(name), seesNested: false);
        var exists = new Holds(new ExistsDraft(field.Source, field.Type == FieldType.Keyword));
        return field.IsMapped ? exists : new AnyOf([exists, Exists(Below(name), seesNested: false)]);
    }

    /// <summary>Some field that fits the pattern has a value.</summary>
    public Condition Exists(FieldName names, bool seesNested) => OnPattern(names, "exists", ExistsOn, seesNested);

    /// <summary>KQL <c>field: value</c>, Query DSL <c>match</c> and <c>match_phrase</c>: by the field's type the term, its words, or the phrase.</summary>
    public Condition Value(string name, LiteralValue value, SourceSpan span)
    {
        var field = scope.Resolve(name);
        if (field.Type == FieldType.Flattened)
            return ValueBelow(name, value, span);
        if (value.Kind != LiteralKind.Null && !field.Hidden)
        {
            if (IsTermType(field.Type))
                return Terms(field, [value.Text]);
            if (field.Type == FieldType.Text)
                return Words(field, value.Text, value.Quoted);
        }

        return OnField(field, TypedTestFactory.Value(field.Type, value), span);
    }

    private Holds ValueBelow(string name, LiteralValue value, SourceSpan span) => value.Kind == LiteralKind.Null
        ? throw new QuerySyntaxException(TypedTestFactory.NullRefusal, span)
        : OnPattern(Below(name), value.ToString(), target => TypedTestFactory.Value(target.Type, value), seesNested: false);

    /// <summary>Some value of the field passes the test of the field's type.</summary>
    /// <param name="name">The field, or a pattern of names.</param>
    /// <param name="key">Says what is tested; equal keys are equal tests.</param>
    /// <param name="compile">Makes the test for a type.</param>
    /// <param name="span">The place in the query, for errors.</param>
    /// <param name="seesNested">A pattern sees into nested objects.</param>
    public Condition On(FieldName name, string key, Func<FieldTarget, TypedTest> compile, SourceSpan span, bool seesNested = false)
    {
        if (name.IsPattern)
            return OnPattern(name, key, compile, seesNested);

        var field = scope.Resolve(name.Text);
        return field.Type == FieldType.Flattened
            ? OnPattern(Below(name.Text), key, compile, seesNested: false)
            : OnField(field, compile(new FieldTarget(field.Type, field.Folded, field.Analyzer)), span);
    }

    /// <summary>Some value of the field, on analysed text some word, fits a regular expression as a whole.</summary>
    /// <param name="name">The field, or a pattern of names.</param>
    /// <param name="regex">The expression.</param>
    /// <param name="ignoreCase">ASCII letters count in either case.</param>
    public Condition Regex(FieldName name, RegexText regex, bool ignoreCase) => On(
        name,
        $"regex {ignoreCase} {regex.Pattern}",
        // Elasticsearch folds the expression itself for a field that folds its values, escapes included.
        target => RegexTestFactory.Compile(
            target.Type, [target.Folded ? regex with { Pattern = FoldedText.Of(regex.Pattern) } : regex], ignoreCase, target.Analyzer, scope.Regex),
        regex.Span);

    /// <summary>The field's value is one of the terms, as the index holds them; for types whose values are terms.</summary>
    public static Condition Terms(in ResolvedField field, IReadOnlyList<string> terms)
    {
        if (field.Hidden)
            return Always.False;
        return new Holds(new TermDraft(field.Source, field.Folded ? [.. terms.Select(FoldedText.Of)] : terms, field.Folded, field.Type == FieldType.Keyword));
    }

    public static bool IsTermType(FieldType type) =>
        type is FieldType.Keyword or FieldType.Wildcard or FieldType.ConstantKeyword or FieldType.Version;

    public static FieldName Below(string name) => new($"{name}.*", [$"{name}.", ""]);

    // A phrase is asked for only where all of its words occur: those are found by look-ups while the event is read.
    private static Condition Words(in ResolvedField field, string text, bool phrase)
    {
        var (source, analyzer) = (field.Source, field.Analyzer);
        var words = TypedTestFactory.WordsOf(text, analyzer);
        if (words.Count == 0)
            return Always.False;   // nothing but punctuation
        if (!phrase || words.Count == 1)
            return new Holds(new WordsDraft(source, analyzer, [.. words.Distinct(StringComparer.Ordinal)]));

        var test = TypedTestFactory.Words(text, phrase: true, analyzer);
        var conditions = words.Distinct(StringComparer.Ordinal).Select(word => new Holds(new WordsDraft(source, analyzer, [word])));
        return new AllOf([.. conditions, new Holds(new TestDraft(source, test.Key, test.Test!, Folded: false))]);
    }

    // A field of a type that the value does not fit does not take part; one whose type is not evaluated here leaves it open.
    private Holds OnPattern(FieldName names, string key, Func<FieldTarget, TypedTest> compile, bool seesNested)
    {
        var tests = new ValueTest?[Types.Length];
        var unknown = new bool[Types.Length];
        var usesNow = false;
        foreach (var type in Types)
        {
            var test = compile(new FieldTarget(type));
            tests[(int)type] = test.Test;
            unknown[(int)type] = test.Unknown is not null;
            usesNow |= test.UsesNow;
        }

        QueryBudget.CheckName(names.Text, default);
        var parts = names.WildcardParts!;
        return new Holds(new PatternDraft(GlobPattern.FromParts(parts), string.Join('*', parts), scope.Path, seesNested, key, new TypedTests(tests, unknown), usesNow));
    }

    private static TypedTest ExistsOn(FieldTarget target) =>
        TypedTest.Of(new ExistsTest(keywordLimit: target.Type == FieldType.Keyword), "exists");

    private Condition OnField(in ResolvedField field, TypedTest test, SourceSpan span)
    {
        if (test.Refusal is not null)
        {
            if (lenient)
                return Always.False;
            var type = field.Type.ToString().ToLowerInvariant();
            throw new QuerySyntaxException($"{test.Refusal}, and `{field.Name}` is mapped as {type}: Elasticsearch refuses this query", span);
        }

        if (test.Unknown is not null)
            return new Holds(new UnknownDraft(field.Source, $"`{field.Name}`: {test.Unknown}"));
        return test.Test is null || field.Hidden
            ? Always.False
            : new Holds(new TestDraft(field.Source, test.Key, test.Test, field.Folded, test.UsesNow));
    }
}

/// <summary>What a test is compiled for: a type, whether values are compared in lower case, and how text is cut into words.</summary>
internal readonly record struct FieldTarget(FieldType Type, bool Folded = false, TextAnalyzer Analyzer = TextAnalyzer.Standard);
