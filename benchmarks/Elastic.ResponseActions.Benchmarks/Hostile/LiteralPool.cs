using Elastic.ResponseActions.Benchmarks.Rules;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks.Hostile;

/// <summary>The texts that rules look for, by field: what an attacker reads in public rules and puts into events.</summary>
internal sealed class LiteralPool
{
    private readonly ILookup<string, string> _byField;

    public LiteralPool(IEnumerable<RuleQuery> rules)
    {
        _byField = rules.SelectMany(RuleLiterals.Of).Distinct().ToLookup(literal => literal.Field, literal => literal.Text);
        Fragments =
        [
            .. _byField.SelectMany(field => field).SelectMany(text => text.Split('*', '?')).Where(part => part.Length > 0)
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>What stands between the wildcards of all texts.</summary>
    public IReadOnlyList<string> Fragments { get; }

    /// <summary>All texts that some rule compares the field with.</summary>
    public IReadOnlyList<string> Of(string field) => [.. _byField[field].Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The fragments of the field's texts.</summary>
    public IReadOnlyList<string> FragmentsOf(string field) =>
        [.. Of(field).SelectMany(text => text.Split('*', '?')).Where(part => part.Length > 0).Distinct()];
}
