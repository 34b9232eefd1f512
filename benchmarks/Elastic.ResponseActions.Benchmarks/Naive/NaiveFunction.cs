using Elastic.ResponseActions.Matching.Compilation;
using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Execution.Functions;

namespace Elastic.ResponseActions.Benchmarks.Naive;

/// <summary>An expression over several fields: every combination of their values, one after the other.</summary>
internal sealed class NaiveFunction(FunctionDraft draft)
{
    private const int MaxBytes = 1024 * 1024;

    private readonly ScratchText _scratch = new(MaxBytes);

    public bool Holds(FlatEvent flat)
    {
        var values = draft.Fields.Select(field => flat.Values(field.Source).Where(value => !(field.HasKeywordLimit && value.BeyondKeyword)).ToList()).ToArray();
        return Try(values, [], []);
    }

    private bool Try(List<FlatValue>[] values, byte[] bytes, Operand[] chosen)
    {
        if (chosen.Length == values.Length)
        {
            _scratch.Clear();
            var operands = new Operands(bytes, chosen, _scratch);
            return draft.Expression.Evaluate(ref operands).IsTrue;
        }

        var candidates = values[chosen.Length];
        if (candidates.Count == 0)
            return Try(values, bytes, [.. chosen, Operand.Missing]);

        foreach (var value in candidates)
        {
            var utf8 = value.Utf8(draft.Fields[chosen.Length].Folded);
            var operand = new Operand(bytes.Length, utf8.Length, InScratch: false, value.Kind, IsMissing: false);
            if (Try(values, [.. bytes, .. utf8], [.. chosen, operand]))
                return true;
        }

        return false;
    }
}
