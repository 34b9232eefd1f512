using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>
/// Finds the fields that sort events into classes: few values, asked for by many rules at the top of their conditions. For those
/// rules the condition becomes a bit in a <see cref="ClassTable"/>.
/// </summary>
internal sealed class ClassPlan
{
    private const int MostFields = 8;
    private const int MostValues = 96;
    private const int FewestRules = 16;

    private readonly Dictionary<string, List<(int Rule, ValuesDraft Values)>> _fields;
    private readonly HashSet<ValuesDraft>?[] _proven;

    private ClassPlan(Dictionary<string, List<(int Rule, ValuesDraft Values)>> fields, int rules)
    {
        _fields = fields;
        _proven = new HashSet<ValuesDraft>?[rules];
        foreach (var (rule, values) in fields.Values.SelectMany(field => field))
            (_proven[rule] ??= []).Add(values);
    }

    public static ClassPlan Of(IReadOnlyList<Condition> conditions)
    {
        var fields = new Dictionary<string, List<(int Rule, ValuesDraft Values)>>();
        for (var rule = 0; rule < conditions.Count; rule++)
        {
            foreach (var condition in conditions[rule] is AllOf all ? all.Conditions : [conditions[rule]])
            {
                if (condition is not Holds { Predicate: ValuesDraft { Folded: false, Patterns.Length: 0, Terms.Length: <= MostValues } values })
                    continue;

                if (!fields.TryGetValue(values.Field, out var uses))
                    fields.Add(values.Field, uses = []);
                // A second condition on the field would have to hold for the same event, maybe by another value: one bit cannot say both.
                if (uses.Count == 0 || uses[^1].Rule != rule)
                    uses.Add((rule, values));
            }
        }

        var chosen = fields
            .Where(field => field.Value.Count >= FewestRules && CountValues(field.Value) <= MostValues)
            .OrderByDescending(field => field.Value.Count)
            .Take(MostFields);
        return new ClassPlan(chosen.ToDictionary(field => field.Key, field => field.Value), conditions.Count);
    }

    /// <summary>The conditions of a rule that its classes prove.</summary>
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
            fields.Add(new ClassField(predicates.SlotOf(field), rows.Count));
            rows.Add(indifferent);
            foreach (var (rule, values) in uses)
            {
                indifferent[rule / 64] &= ~(1UL << rule);
                predicates.IdOf(values, rule);   // a rule may have no other use for it
                foreach (var term in values.Terms)
                {
                    var entry = predicates.TermOf(field, term);
                    if (!rowOfTerm.TryGetValue(entry, out var row))
                    {
                        rowOfTerm.Add(entry, row = rows.Count);
                        rows.Add(new ulong[words]);
                    }

                    rows[row][rule / 64] |= 1UL << rule;
                }
            }
        }

        var byTerm = new int[rowOfTerm.Count == 0 ? 0 : rowOfTerm.Keys.Max() + 1];
        Array.Fill(byTerm, -1);
        foreach (var (term, row) in rowOfTerm)
            byTerm[term] = row;
        return new ClassTable([.. fields], [.. rows.SelectMany(row => row)], byTerm, words);
    }

    private static int CountValues(List<(int Rule, ValuesDraft Values)> uses)
    {
        var values = new HashSet<Term>();
        foreach (var use in uses)
        {
            values.UnionWith(use.Values.Terms);
            if (values.Count > MostValues)
                break;
        }

        return values.Count;
    }
}
