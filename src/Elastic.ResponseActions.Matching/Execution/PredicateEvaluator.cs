using Elastic.ResponseActions.Matching.Execution.Functions;
using Elastic.ResponseActions.Matching.Execution.Predicates;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>Answers predicates over what was read of one event; each answer is remembered until the next event.</summary>
internal readonly ref struct PredicateEvaluator(CompiledRules rules, EventScratch scratch, NestedMatcher nested, ReadOnlySpan<byte> utf8Event)
{
    private readonly ReadOnlySpan<byte> _event = utf8Event;

    public Truth Evaluate(int predicate)
    {
        if (scratch.TryGetTruth(predicate, out var truth))
            return truth;
        if (rules.AreEager[predicate])
            return Truth.False;   // looking values up would have made it true

        scratch.Work.Decisions++;
        truth = Decide(rules.Predicates[predicate]);
        scratch.Decide(predicate, truth);
        return truth;
    }

    private Truth Decide(Predicate predicate) => predicate switch
    {
        SlotPredicate slot => AnyValuePasses(slot) ? Truth.True : Truth.False,
        NestedPredicate path => AnyObjectMatches(path),
        FunctionPredicate function => new FunctionEvaluator(scratch, _event).Evaluate(function),
        SharedPredicate shared => Run(shared),
        UntilPredicate until => scratch.NowUtcMillis <= until.UtcMillis ? Truth.True : Truth.False,
        UnknownPredicate unknown => unknown.Slot < 0 || scratch.FirstValue(unknown.Slot) >= 0 ? Truth.Unknown : Truth.False,
        _ => throw new InvalidOperationException($"A predicate of kind {predicate.GetType().Name} is not decided by asking."),
    };

    private Truth Run(SharedPredicate shared)
    {
        var evaluator = new RuleEvaluator(this);
        var truth = evaluator.Run(shared.Program);
        scratch.LeftOpen[shared.Index] = evaluator.UnknownPredicate;
        return truth;
    }

    private bool AnyValuePasses(SlotPredicate predicate)
    {
        for (var i = scratch.FirstValue(predicate.Slot); i >= 0; i = scratch.Value(i).Next)
        {
            ref var value = ref scratch.Value(i);
            var text = predicate.Folded ? Folded(ref value) : scratch.TextOf(ref value, _event);
            if (predicate.Test.Passes(new EventValue(text, value.Kind, value.BeyondKeyword, scratch.NowUtcMillis, ref scratch.Work)))
                return true;
        }

        return false;
    }

    private Truth AnyObjectMatches(NestedPredicate predicate)
    {
        var result = Truth.False;
        for (var i = scratch.FirstNestedObject(predicate.NestedSlot); i >= 0; i = scratch.Value(i).Next)
        {
            var utf8Object = scratch.TextOf(ref scratch.Value(i), _event);
            var truth = nested.Match(predicate, scratch.NestedMatchers[predicate.Index]!, utf8Object, scratch.NowUtcMillis);
            if (truth == Truth.True)
                return truth;
            if (truth == Truth.Unknown)
                result = truth;
        }

        return result;
    }

    private ReadOnlySpan<byte> Folded(ref ValueRef value)
    {
        if (!value.IsFolded)
        {
            value.FoldedStart = scratch.Text.AddFolded(scratch.TextOf(ref value, _event), out value.FoldedLength);
            value.IsFolded = true;
        }

        return scratch.Text.Slice(value.FoldedStart, value.FoldedLength);
    }
}
