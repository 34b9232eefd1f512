using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>
/// Finds the fields that sort events into classes: few values, needed by many rules. What a rule needs of such a field becomes a
/// bit in a <see cref="ClassTable"/>; where that is all that a condition at the top of the rule says, the condition is proven by it.
/// </summary>
internal sealed class ClassPlan
{
    private const int MostFields = 8;
    private const int MostValues = 96;
    private const int FewestRules = 16;

    private readonly Dictionary<string, List<(int Rule, ClassNeed Need)>> _fields;
    private readonly HashSet<ValuesDraft>?[] _proven;

    private ClassPlan(Dictionary<string, List<(int Rule, ClassNeed Need)>> fields, int rules)
    {
        _fields = fields;
        _proven = new HashSet<ValuesDraft>?[rules];
        foreach (var (rule, need) in fields.Values.SelectMany(field => field))
        {
            if (need.Whole is not null)
                (_proven[rule] ??= []).Add(need.Whole);
        }
    }

    public static ClassPlan Of(IReadOnlyList<Condition> conditions)
    {
        var fields = new Dictionary<string, List<(int Rule, ClassNeed Need)>>();
        for (var rule = 0; rule < conditions.Count; rule++)
        {
            foreach (var need in ClassNeed.Of(conditions[rule], MostValues))
            {
                if (!fields.TryGetValue(need.Field, out var uses))
                    fields.Add(need.Field, uses = []);
                uses.Add((rule, need));
            }
        }

        var chosen = fields
            .Where(field => field.Value.Count >= FewestRules && CountValues(field.Value) <= MostValues)
            .OrderByDescending(field => field.Value.Count)
            .Take(MostFields);
        return new ClassPlan(chosen.ToDictionary(field => field.Key, field => field.Value), conditions.Count);
    }

    /// <summary>The conditions at the top of a rule that its classes prove.</summary>
    public IReadOnlySet<ValuesDraft>? ProvenOf(int rule) => _proven[rule];

    public bool IsProven(int rule, ValuesDraft values) => _proven[rule]?.Contains(values) == true;

    public ClassTable Build(PredicateTable predicates)
    {
        var words = ClassTable.WordsFor(_proven.Length);
        var rows = new List<ulong[]>();
        var rowOfTerm = new Dictionary<int, int>();
        var fields = new List<ClassField>();
        foreach (var (field, uses) in _fields)
        {
            var indifferent = new ulong[words];
            Array.Fill(indifferent, ulong.MaxValue);
            foreach (var (rule, need) in uses)
            {
                indifferent[rule / 64] &= ~(1UL << rule);
                if (need.Whole is not null)
                    predicates.Declare(need.Whole);   // no rule may have another use for it
            }

            fields.Add(new ClassField(predicates.SlotOf(field), rows.Count));
            rows.Add(indifferent);
            foreach (var (rule, need) in uses)
            {
                foreach (var term in need.Terms)
                {
                    var entry = predicates.TermOf(field, term);
                    if (!rowOfTerm.TryGetValue(entry, out var row))
                    {
                        rowOfTerm.Add(entry, row = rows.Count);
                        rows.Add([.. indifferent]);   // those who do not ask are satisfied by any
                    }

                    rows[row][rule / 64] |= 1UL << rule;
                }
            }
        }

        var byTerm = new int[rowOfTerm.Count == 0 ? 0 : rowOfTerm.Keys.Max() + 1];
        Array.Fill(byTerm, -1);
        foreach (var (term, row) in rowOfTerm)
            byTerm[term] = row;

        var all = new ulong[rows.Count * words];
        for (var row = 0; row < rows.Count; row++)
            rows[row].CopyTo(all, row * words);
        return new ClassTable([.. fields], all, byTerm, words);
    }

    private static int CountValues(List<(int Rule, ClassNeed Need)> uses)
    {
        var values = new HashSet<Term>();
        foreach (var use in uses)
        {
            values.UnionWith(use.Need.Terms);
            if (values.Count > MostValues)
                break;
        }

        return values.Count;
    }
}
