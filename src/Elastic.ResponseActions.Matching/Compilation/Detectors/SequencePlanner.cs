using Elastic.ResponseActions.Matching.Compilation.Passes;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Compilation.Detectors;

/// <summary>Plans EQL sequences and samples: each stage becomes an event query with the keys of its events.</summary>
internal sealed class SequencePlanner(RuleSetOptions options, FieldScope fields, KeyPlanner keys, DetectorRule rule, IReadOnlyList<QueryNode> filters)
{
    private readonly KeyPlan? _suppression = rule.Suppression is null ? null : keys.Plan(rule.Suppression.GroupBy, "a field to suppress alerts by", isOptional: true, isWhole: true);

    public RuleDraft Plan(EqlSequence sequence)
    {
        var stages = sequence.Stages.SelectMany(stage => Enumerable.Repeat(stage, stage.Runs)).ToList();
        var positive = stages.Count(stage => !stage.Missing);
        var missing = Missing(stages);
        var leading = missing.Count(stage => stage.Place == MissingPlace.Leading);
        var scopes = Enumerable.Repeat(StateKind.Sequence, positive - 1 + leading + 3).ToArray();
        var pipes = Pipes(sequence.Pipes);
        var maxSpan = Math.Min(EventSpan.Millis(sequence.MaxSpan), EventSpan.Millis(rule.LookBack));
        var first = KeysOf(sequence.Keys, sequence.Stages[0]);

        return new RuleDraft(Queries(sequence, first, positive), scopes, _suppression, IsSequence: true, NeedsTime: true, common => new SequencePlan(common)
        {
            KeyTypes = first.Types,
            PositiveStages = positive,
            IsPositive = [.. stages.Select(stage => !stage.Missing)],
            MissingStages = [.. missing.Select((stage, i) => stage.Place == MissingPlace.Leading ? stage with { Scope = common.FirstScope + positive - 1 + i } : stage)],
            MaxSpan = maxSpan,
            Pipes = pipes,
            PendingScope = common.FirstScope + scopes.Length - 3,
            MarkScope = common.FirstScope + scopes.Length - 2,
            ResultScope = common.FirstScope + scopes.Length - 1,
        });
    }

    public RuleDraft Plan(EqlSample sample)
    {
        var first = KeysOf(sample.Keys, sample.Stages[0]);
        var queries = sample.Stages.Select((stage, filter) =>
            new QueryDraft(Condition(stage, mayBeFalse: false), [(HitRole.Filter, filter, WithTerms(KeysOf(sample.Keys, stage, first)))])).ToList();
        var pipes = Pipes(sample.Pipes);
        var looksAtTime = rule.LookBack is not null || rule.Interval is not null;
        return new RuleDraft(queries, [StateKind.Sequence, StateKind.Sequence], _suppression, IsSequence: true, looksAtTime, common => new SamplePlan(common)
        {
            KeyTypes = first.Types,
            Filters = sample.Stages.Count,
            Pipes = pipes,
        });
    }

    // Last stage first: an event takes what waits behind the stage before it ends up there itself. What ends a sequence comes last: it also ends
    // what the same event has just begun.
    private List<QueryDraft> Queries(EqlSequence sequence, KeyPlan first, int positive)
    {
        var queries = new List<QueryDraft>();
        var (next, missing) = (positive, sequence.Stages.Where(stage => stage.Missing).Sum(stage => stage.Runs));
        var absent = new List<QueryDraft>();
        foreach (var stage in sequence.Stages.Reverse())
        {
            var keys = KeysOf(sequence.Keys, stage, first);
            var condition = Condition(stage, stage.Missing);
            var uses = new List<(HitRole, int, KeyPlan[])>();
            for (var run = 0; run < stage.Runs; run++)
                uses.Add(stage.Missing ? (HitRole.Missing, --missing, [keys]) : (HitRole.Stage, --next, WithTerms(keys)));
            if (condition is not Always { Value: false })
                (stage.Missing ? absent : queries).Add(new QueryDraft(condition, uses));
        }

        queries.AddRange(absent);
        if (sequence.Until is { } until && Condition(until, mayBeFalse: true) is not Always { Value: false } and var ends)
            queries.Add(new QueryDraft(ends, [(HitRole.Until, 0, [KeysOf(sequence.Keys, until, first)])]));
        return queries;
    }

    private Condition Condition(EqlStage stage, bool mayBeFalse)
    {
        var condition = RuleSetCompiler.ConditionOf(ParsePass.Narrowed(new EqlEventNode(stage.Filter, rule.Query.EventCategoryField), filters), fields);
        return condition is Always { Value: false } && !mayBeFalse
            ? throw new QuerySyntaxException("no event can ever be this stage: its conditions exclude one another, or ask for something that no field of this type can hold", stage.Span, QueryErrorKind.Unsupported)
            : condition;
    }

    private KeyPlan KeysOf(IReadOnlyList<EqlKey> common, EqlStage stage, KeyPlan? first = null)
    {
        KeyField[] planned = [.. common.Concat(stage.Keys).Select(key => keys.Field(key.Field, "a join key", key.Optional, key.Span))];
        for (var i = common.Count; first is not null && i < planned.Length; i++)
            KeyPlanner.CheckAlike(first.Fields[i], planned[i], options.FieldTypes, stage.Keys[i - common.Count].Span);
        return new KeyPlan(planned);
    }

    private KeyPlan[] WithTerms(KeyPlan plan) => _suppression is null ? [plan] : [plan, _suppression];

    private static List<MissingStage> Missing(List<EqlStage> stages)
    {
        var missing = new List<MissingStage>();
        var (before, last) = (-1, stages.FindLastIndex(stage => !stage.Missing));
        for (var i = 0; i < stages.Count; i++)
        {
            if (!stages[i].Missing)
                before++;
            else
                missing.Add(new MissingStage(before < 0 ? MissingPlace.Leading : i > last ? MissingPlace.Trailing : MissingPlace.Between, before, Scope: -1));
        }

        return missing;
    }

    private static ResultPipe[] Pipes(IReadOnlyList<EqlPipe> pipes) => [.. pipes.Select(pipe => new ResultPipe(pipe.FromEnd, pipe.Count))];
}
