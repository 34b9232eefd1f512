namespace Elastic.ResponseActions.Matching.Execution.Functions;

/// <summary>
/// Tries the combinations of the values of an expression's fields, one value for each occurrence of a field, until one makes the
/// expression true. Bounded by <see cref="FunctionLimits"/>; where a bound ends the search the answer is unknown.
/// </summary>
internal readonly ref struct FunctionEvaluator(EventScratch scratch, ReadOnlySpan<byte> utf8Event)
{
    private readonly ReadOnlySpan<byte> _event = utf8Event;

    public Truth Evaluate(FunctionPredicate predicate)
    {
        var variables = predicate.Variables;
        Span<int> chosen = stackalloc int[FunctionLimits.MaxVariables];
        Span<Operand> values = stackalloc Operand[FunctionLimits.MaxVariables];
        for (var i = 0; i < variables.Length; i++)
        {
            Prepare(variables[i]);
            Choose(variables[i], i, scratch.FirstValue(variables[i].Slot), chosen, values);
        }

        var textEnd = scratch.Text.Length;
        var bytes = 0L;
        for (var combinations = 1; ; combinations++)
        {
            var operands = new Operands(_event, values[..variables.Length], scratch.Text);
            var isTrue = predicate.Expression.Evaluate(ref operands).IsTrue;
            bytes += predicate.Length + scratch.Text.Length - textEnd;
            scratch.Text.CutTo(textEnd);
            if (operands.HasTooMuchText)
                return Truth.Unknown;
            if (isTrue)
                return Truth.True;

            foreach (ref readonly var value in values[..variables.Length])
                bytes += value.Length;
            if (!TryAdvance(variables, chosen, values))
                return Truth.False;
            if (combinations == FunctionLimits.MaxCombinations || bytes > FunctionLimits.MaxBytes)
                return Truth.Unknown;
        }
    }

    private bool TryAdvance(FunctionVariable[] variables, Span<int> chosen, Span<Operand> values)
    {
        for (var i = variables.Length - 1; i >= 0; i--)
        {
            var next = chosen[i] < 0 ? -1 : NextKept(variables[i], scratch.Value(chosen[i]).Next);
            if (next >= 0)
            {
                Choose(variables[i], i, next, chosen, values);
                return true;
            }

            Choose(variables[i], i, scratch.FirstValue(variables[i].Slot), chosen, values);
        }

        return false;
    }

    private void Choose(FunctionVariable variable, int index, int from, Span<int> chosen, Span<Operand> values)
    {
        var at = NextKept(variable, from);
        chosen[index] = at;
        if (at < 0)
        {
            values[index] = Operand.Missing;
            return;
        }

        ref readonly var value = ref scratch.Value(at);
        values[index] = variable.Folded
            ? new Operand(value.FoldedStart, value.FoldedLength, InScratch: true, value.Kind, IsMissing: false)
            : new Operand(value.Start, value.Length, value.Place == TextPlace.Scratch, value.Kind, IsMissing: false);
    }

    private int NextKept(FunctionVariable variable, int at)
    {
        while (at >= 0 && variable.KeywordLimit && scratch.Value(at).BeyondKeyword)
            at = scratch.Value(at).Next;
        return at;
    }

    // Before the first combination: what is unescaped and folded stays in the scratch text, what an expression makes is cut off again.
    private void Prepare(FunctionVariable variable)
    {
        for (var i = scratch.FirstValue(variable.Slot); i >= 0; i = scratch.Value(i).Next)
        {
            ref var value = ref scratch.Value(i);
            var text = scratch.TextOf(ref value, _event);
            if (!variable.Folded || value.IsFolded)
                continue;

            value.FoldedStart = scratch.Text.AddFolded(text, out value.FoldedLength);
            value.IsFolded = true;
        }
    }
}
