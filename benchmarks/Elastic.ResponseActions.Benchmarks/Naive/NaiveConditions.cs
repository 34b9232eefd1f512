using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Matching.Compilation;
using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Execution.Predicates;

namespace Elastic.ResponseActions.Benchmarks.Naive;

/// <summary>
/// A rule's condition as a tree of closures. The leaves compare as the rule set does; what is naive is that every rule asks for
/// itself, from the first condition to the first that decides. Lists of values are hash sets, as anyone would write them.
/// </summary>
internal sealed class NaiveConditions(FieldTypeTable types)
{
    private const int FewTerms = 4;

    private readonly HashSet<string> _nestedPaths = [];

    /// <summary>The nested paths that the conditions so far ask for.</summary>
    public IReadOnlySet<string> NestedPaths => _nestedPaths;

    public Func<FlatEvent, bool> Compile(Condition condition)
    {
        switch (condition)
        {
            case Always always:
                return _ => always.Value;
            case Not not:
                var inner = Compile(not.Condition);
                return flat => !inner(flat);
            case AllOf all:
                var every = all.Conditions.Select(Compile).ToArray();
                return flat => Array.TrueForAll(every, holds => holds(flat));
            case AnyOf any:
                var some = any.Conditions.Select(Compile).ToArray();
                return flat => Array.Exists(some, holds => holds(flat));
            case Holds leaf:
                return Compile(leaf.Predicate);
            default:
                throw new InvalidOperationException($"{condition.GetType().Name} has no naive form.");
        }
    }

    private Func<FlatEvent, bool> Compile(PredicateDraft draft) => draft switch
    {
        ExistsDraft exists => flat => flat.Values(exists.Field).Exists(value => !(exists.KeywordLimit && value.BeyondKeyword)),
        ValuesDraft values => Values(values),
        WordsDraft words => Test(words.Field, new AnyWordTest(words.Analyzer, [.. words.Words.Select(System.Text.Encoding.UTF8.GetBytes)]), folded: false),
        TestDraft test => Test(test.Field, test.Test, test.Folded),
        PatternDraft pattern => Names(pattern),
        NestedDraft nested => Nested(nested),
        FunctionDraft function => new NaiveFunction(function).Holds,
        UnknownDraft => _ => false,   // no match either, but for rules that negate it
        _ => throw new InvalidOperationException($"{draft.GetType().Name} has no naive form."),
    };

    private static Func<FlatEvent, bool> Test(string field, ValueTest test, bool folded) => flat =>
    {
        foreach (var value in flat.Values(field))
        {
            if (test.Passes(value.AsEventValue(folded, flat.NowUtcMillis)))
                return true;
        }

        return false;
    };

    private static Func<FlatEvent, bool> Values(ValuesDraft draft)
    {
        var exact = Terms(draft, ignoreCase: false);
        var folded = Terms(draft, ignoreCase: true);
        var patterns = draft.Patterns;
        return flat =>
        {
            foreach (var value in flat.Values(draft.Field))
            {
                if ((draft.KeywordLimit || draft.Folded) && value.BeyondKeyword)
                    continue;
                var text = draft.Folded ? value.Folded : value.Text;
                if (exact(text) || folded(text) || Array.Exists(patterns, pattern => pattern.IsMatch(value.Utf8(draft.Folded))))
                    return true;
            }

            return false;
        };
    }

    private static Predicate<string> Terms(ValuesDraft draft, bool ignoreCase)
    {
        var texts = draft.Terms.Where(term => term.IgnoreCase == ignoreCase).Select(term => term.Text).ToArray();
        IEqualityComparer<string> comparer = ignoreCase ? new AsciiIgnoreCase() : StringComparer.Ordinal;
        if (texts.Length <= FewTerms)
            return text => Array.Exists(texts, term => comparer.Equals(term, text));

        var set = texts.ToHashSet(comparer);
        return set.Contains;
    }

    private Func<FlatEvent, bool> Names(PatternDraft draft)
    {
        var predicate = new PatternPredicate(0, draft.Names, draft.SeesNested, new FieldPathTypes(types, draft.Scope), draft.Tests);
        return flat =>
        {
            foreach (var (field, values) in flat.Fields)
            {
                var path = System.Text.Encoding.UTF8.GetBytes(field);
                foreach (var value in values)
                {
                    if (predicate.Test(path, value.AsEventValue(folded: false, flat.NowUtcMillis)) == Truth.True)
                        return true;
                }
            }

            return false;
        };
    }

    private Func<FlatEvent, bool> Nested(NestedDraft draft)
    {
        _nestedPaths.Add(draft.Path);
        var inner = Compile(draft.Condition);
        return flat => flat.Objects(draft.Path).Any(inner);
    }
}
