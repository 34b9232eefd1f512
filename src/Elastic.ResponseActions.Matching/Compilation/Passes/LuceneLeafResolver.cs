using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Lucene;

namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>The meaning of single terms, phrases, patterns and ranges of a Lucene query; part of <see cref="LuceneResolvePass"/>. Null: analysis leaves nothing of it.</summary>
internal sealed class LuceneLeafResolver(FieldConditions fields, LuceneSettings settings)
{
    public Condition? Resolve(QueryNode node) => node switch
    {
        MatchAllNode => Always.True,
        LuceneClausesNode => throw new InvalidOperationException("Clauses are no leaf."),
        ExistsNode exists => Exists(LuceneSettings.Name(exists.Field)),
        LuceneTextNode text => OnEach(text.Field, field => Text(field, text)),
        LucenePrefixNode prefix => OnEach(prefix.Field, field => Prefix(field, prefix)),
        LuceneWildcardNode { Pattern: "*" } exists => OnEach(exists.Field, Exists),
        LuceneWildcardNode wildcard => OnEach(wildcard.Field, field => Wildcard(field, wildcard)),
        LuceneRegexNode regex => OnEach(regex.Field, field => fields.Regex(field, regex.Regex, ignoreCase: false)),
        LuceneRangeNode range => OnEach(range.Field, field => Range(field, range)),
        _ => throw new InvalidOperationException($"{node.GetType().Name} has no meaning yet."),
    };

    /// <summary>
    /// Words in a row on analysed text are clauses of their own; on any other field they are one. All but the last may be taken
    /// together: only to the last can an operator reach back.
    /// </summary>
    public bool TryResolveWords(LuceneTextNode node, out IReadOnlyList<Condition> clauses)
    {
        clauses = [];
        if (node.Field is not { IsPattern: false } name || fields.Scope.Resolve(name.Text) is not { Type: FieldType.Text, Hidden: false } field)
            return false;

        var words = TypedTestFactory.WordsOf(node.Text, field.Analyzer);
        clauses = words.Count < 2
            ? [.. words.Select(word => Words(field, [word]))]
            : [Words(field, words.SkipLast(1)), Words(field, [words[^1]])];
        return true;
    }

    private Condition Words(in ResolvedField field, IEnumerable<string> words)
    {
        var (source, analyzer) = (field.Source, field.Analyzer);
        string[] distinct = [.. words.Distinct(StringComparer.Ordinal)];
        return settings.AllByDefault
            ? new AllOf([.. distinct.Select(word => new Holds(new WordsDraft(source, analyzer, [word])))])
            : new Holds(new WordsDraft(source, analyzer, distinct));
    }

    /// <summary>On the field, or on each field of the settings: any of them will do.</summary>
    private Condition? OnEach(FieldName? field, Func<FieldName, Condition?> resolve)
    {
        if (field is not null)
            return resolve(field);

        Condition[] found = [.. settings.Fields!.Select(resolve).OfType<Condition>()];
        return found.Length == 0 ? null : new AnyOf(found);
    }

    private Condition Exists(FieldName field) => field switch
    {
        { WildcardParts: ["", ""] } => Always.True,
        { IsPattern: true } => fields.Exists(field, seesNested: false),
        _ => fields.Exists(field.Text),
    };

    private Condition? Text(FieldName name, LuceneTextNode node)
    {
        var value = new LiteralValue(node.Text, node.Quoted);
        if (name.IsPattern)
        {
            CheckSlop(node, TextAnalyzer.Standard);
            return fields.On(name, $"{value}{(settings.AllByDefault ? " all" : "")}", target => OnPattern(target, value), node.Span);
        }

        var field = fields.Scope.Resolve(name.Text);
        if (field.Type != FieldType.Text || field.Hidden)
            return fields.Value(name.Text, value, node.Span);

        var words = TypedTestFactory.WordsOf(node.Text, field.Analyzer);
        if (words.Count == 0)
            return null;
        CheckSlop(node, field.Analyzer);
        return node.Quoted ? fields.Value(name.Text, value, node.Span) : Words(field, words);
    }

    // On a field found by its name all words have to be in one of its values.
    private TypedTest OnPattern(FieldTarget target, LiteralValue value)
    {
        if (target.Type != FieldType.Text || value.Quoted || !settings.AllByDefault)
            return TypedTestFactory.Value(target.Type, value);

        var words = TypedTestFactory.WordsOf(value.Text, target.Analyzer);
        ValueTest[] tests = [.. words.Select(word => TypedTestFactory.Words(word, phrase: false, target.Analyzer).Test!)];
        return words.Count == 0 ? TypedTest.Never : TypedTest.Of(new AllOfTest(tests), $"all words {value}");
    }

    private static void CheckSlop(LuceneTextNode node, TextAnalyzer analyzer)
    {
        if (node.Slop > 0 && TypedTestFactory.WordsOf(node.Text, analyzer).Count > 1)
            throw new QuerySyntaxException("a phrase with slop (`\"…\"~2`) on text is not evaluated here; write the phrase as it stands, or join its words with `AND`", node.Span, QueryErrorKind.Unsupported);
    }

    private Condition? Prefix(FieldName name, LucenePrefixNode node)
    {
        if (settings.AnalyzeWildcard && !name.IsPattern && fields.Scope.Resolve(name.Text) is { Type: FieldType.Text } field)
        {
            var words = TypedTestFactory.WordsOf(node.Prefix, field.Analyzer).Count;
            if (words == 0)
                return null;
            if (words > 1 && settings.AllByDefault)
                throw new QuerySyntaxException($"`{node.Prefix}*` is several words, all of which are asked for; that is not evaluated here", node.Span, QueryErrorKind.Unsupported);
        }

        return fields.On(name, $"prefix {settings.AnalyzeWildcard} {settings.AllByDefault} {node.Prefix}", target => PrefixOn(target, node.Prefix), node.Span);
    }

    /// <summary>On analysed text the text before the star is analysed: any of its words will do, and the last is a beginning.</summary>
    private TypedTest PrefixOn(FieldTarget target, string prefix)
    {
        if (target.Type != FieldType.Text || !settings.AnalyzeWildcard)
            return TermTestFactory.Prefix(target, target.Type == FieldType.Text ? FoldedText.Of(prefix) : prefix, ignoreCase: false);

        var words = TypedTestFactory.WordsOf(prefix, target.Analyzer);
        if (words.Count == 0)
            return TypedTest.Never;

        var last = TermTestFactory.Prefix(target, words[^1], ignoreCase: false);
        if (words.Count == 1)
            return last;

        ValueTest[] tests = [.. words.SkipLast(1).Select(word => TypedTestFactory.Words(word, phrase: false, target.Analyzer).Test!), last.Test!];
        return TypedTest.Of(settings.AllByDefault ? new AllOfTest(tests) : new AnyOfTest(tests), $"prefix words {target.Analyzer} {string.Join(' ', words)}");
    }

    private Condition Wildcard(FieldName name, LuceneWildcardNode node) => fields.On(
        name,
        $"wildcard {node.Pattern}",
        target => TypedTestFactory.Wildcard(target.Type, target.Folded || target.Type == FieldType.Text ? PatternText.Fold(node.Pattern) : node.Pattern, ignoreCase: false, target.Analyzer),
        node.Span);

    private Condition Range(FieldName name, LuceneRangeNode node) => node.Bounds is { Low: null, High: null }
        ? Exists(name)
        : fields.On(name, $"range {node.Bounds}", target => RangeTestFactory.Between(target, node.Bounds), node.Span);
}
