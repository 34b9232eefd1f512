using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Lucene;

namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>
/// Gives a Lucene query its meaning. Clauses are required, optional or prohibited, as Lucene's classic parser makes them: an
/// <c>AND</c> requires both of its neighbours and nothing else, and beside a required clause optional ones only rank. A clause
/// without a word left after analysis is as if it were not there, which field types decide; so this is done here, not in the parser.
/// In: the parsed query. Out: a condition.
/// </summary>
internal sealed class LuceneResolvePass(FieldScope scope, LuceneSettings settings)
{
    private readonly LuceneLeafResolver _leaves = new(new FieldConditions(scope, settings.Lenient), settings);

    public Condition Run(LuceneQueryNode node) => Resolve(node.Query) ?? Always.False;

    /// <summary>The condition of a query; null where analysis leaves nothing of it.</summary>
    private Condition? Resolve(QueryNode node) => node is LuceneClausesNode clauses ? Combine(clauses.Clauses) : _leaves.Resolve(node);

    private AllOf? Combine(IReadOnlyList<LuceneClause> clauses)
    {
        var list = new List<(Occur Occur, Condition Condition)>();
        foreach (var clause in clauses)
            Add(list, clause);
        if (list.Count == 0)
            return null;

        Condition[] required = [.. Of(list, Occur.Must)];
        Condition[] optional = [.. Of(list, Occur.Should)];
        IEnumerable<Condition> prohibited = Of(list, Occur.MustNot).Select(condition => new Not(condition));

        // Of prohibited clauses alone Elasticsearch makes "everything but".
        return required.Length == 0 && optional.Length > 0
            ? new AllOf([new AnyOf(optional), .. prohibited])
            : new AllOf([.. required, .. prohibited]);
    }

    private void Add(List<(Occur Occur, Condition Condition)> list, in LuceneClause clause)
    {
        // The operator reaches back to whatever clause is left before it, also where its own leaves nothing.
        var and = clause.Conjunction == LuceneConjunction.And;
        var or = clause.Conjunction == LuceneConjunction.Or;
        if (list.Count > 0 && (and || (or && settings.AllByDefault)) && list[^1].Occur != Occur.MustNot)
            list[^1] = (and ? Occur.Must : Occur.Should, list[^1].Condition);

        if (clause is { IsWords: true, Query: LuceneTextNode text } && _leaves.TryResolveWords(text, out var words))
        {
            list.AddRange(words.Select(word => (settings.AllByDefault ? Occur.Must : Occur.Should, word)));
            return;
        }

        if (Resolve(clause.Query) is not { } condition)
            return;

        var required = clause.Modifier == LuceneModifier.Required || and || (settings.AllByDefault && !or);
        list.Add((clause.Modifier == LuceneModifier.Prohibited ? Occur.MustNot : required ? Occur.Must : Occur.Should, condition));
    }

    private static IEnumerable<Condition> Of(List<(Occur Occur, Condition Condition)> list, Occur occur) =>
        list.Where(clause => clause.Occur == occur).Select(clause => clause.Condition);

    private enum Occur
    {
        Must,
        Should,
        MustNot,
    }
}
