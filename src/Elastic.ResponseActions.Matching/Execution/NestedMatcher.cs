using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Reading;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>Matches one object below a nested path against the condition inside <c>path: { … }</c>, as if it were an event.</summary>
internal sealed class NestedMatcher(RuleSetOptions options, bool vectors)
{
    // Objects are matched one at a time and never while another is being read, so all depths share these.
    private readonly ReaderBuffers _buffers = new(options);

    public Truth Match(NestedPredicate predicate, EventScratch scratch, ReadOnlySpan<byte> utf8Object, long nowUtcMillis)
    {
        scratch.Begin();
        scratch.NowUtcMillis = nowUtcMillis;
        var reader = new EventReader(predicate.Rules, options, scratch, _buffers, utf8Object);
        if ((vectors ? reader.Read<VectorText>() : reader.Read<WordText>()) != EventError.None)
            return Truth.Unknown;   // well formed as part of the event, but beyond a limit of its own

        new ValueLookup(predicate.Rules, scratch, scratch.Classes.Find(scratch, utf8Object), utf8Object).Run();
        var evaluator = new RuleEvaluator(new PredicateEvaluator(predicate.Rules, scratch, this, utf8Object));
        return evaluator.Run(predicate.Rules.Programs[0]);
    }
}
