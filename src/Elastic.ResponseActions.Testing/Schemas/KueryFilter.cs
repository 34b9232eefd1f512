using System.Collections.Concurrent;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Testing.Schemas;

/// <summary>A KQL filter over the documents of a list, by this product's own matcher. A filter that is blank lets everything through.</summary>
internal sealed class KueryFilter
{
    // Whoever filters asks for the same again and again.
    private const int MostCompiled = 100;

    private static readonly ConcurrentDictionary<(string Kuery, FieldTypeTable Types), RuleSet?> Compiled = new();

    private readonly RuleMatcher? _matcher;

    private KueryFilter(RuleMatcher? matcher) => _matcher = matcher;

    /// <summary>Null where the text is no KQL.</summary>
    /// <param name="kuery">The text.</param>
    /// <param name="types">The types of the documents' fields.</param>
    public static KueryFilter? Compile(string? kuery, FieldTypeTable types)
    {
        if (string.IsNullOrWhiteSpace(kuery))
            return new KueryFilter(null);
        if (Compiled.Count > MostCompiled)
            Compiled.Clear();
        return Compiled.GetOrAdd((kuery, types), static key => CompileNew(key.Kuery, key.Types)) is { } set ? new KueryFilter(set.CreateMatcher()) : null;
    }

    private static RuleSet? CompileNew(string kuery, FieldTypeTable types) =>
        RuleSet.TryCompile([Query(kuery)], RuleSetOptions.Default with { FieldTypes = types }, out var set, out _) ? set : null;

    /// <summary>Why a text is no KQL.</summary>
    public static string ErrorOf(string kuery)
    {
        RuleSet.TryCompile([Query(kuery)], null, out _, out var errors);
        return errors.Count == 0 ? "KQLSyntaxError" : $"KQLSyntaxError: {errors[0].Message}";
    }

    /// <param name="utf8Document">Makes the document; not called where every document matches.</param>
    public bool Matches(Func<byte[]> utf8Document) => _matcher is null || _matcher.Match(utf8Document()).Count > 0;

    private static RuleQuery Query(string kuery) => new() { RuleId = "kuery", Query = kuery };
}
