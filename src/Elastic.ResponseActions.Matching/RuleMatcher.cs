using System.Text.Unicode;
using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Execution.Functions;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Reading;

namespace Elastic.ResponseActions.Matching;

/// <summary>Matches events against a rule set. Not thread-safe; one per thread, from <see cref="RuleSet.CreateMatcher()"/>.</summary>
public sealed class RuleMatcher
{
    private readonly CompiledRules _compiled;
    private readonly RuleSetOptions _options;
    private readonly bool _vectors;
    private readonly EventScratch _scratch;
    private readonly ReaderBuffers _buffers;
    private readonly NestedMatcher _nested;
    private readonly IndexView _index;
    private readonly RuleMatch[] _matches;
    private readonly RuleUnknown[] _unknown;

    internal RuleMatcher(RuleSet rules, CompiledRules compiled, RuleSetOptions options, bool vectors)
    {
        Rules = rules;
        _compiled = compiled;
        _options = options;
        _scratch = new EventScratch(compiled, options);
        _vectors = vectors;
        _buffers = new ReaderBuffers(options);
        _nested = new NestedMatcher(options, vectors);
        _index = new IndexView(compiled.Indices);
        _matches = new RuleMatch[compiled.Programs.Length];
        _unknown = new RuleUnknown[compiled.Programs.Length];
    }

    /// <summary>What the events so far have cost, counted.</summary>
    internal ref MatchWork Work => ref _scratch.Work;

    /// <summary>The rule set this matcher works on.</summary>
    public RuleSet Rules { get; }

    /// <summary>Says which rules match one event. Synchronous; never throws on what the event holds, and allocates nothing for an event that can be read.</summary>
    /// <param name="utf8Event">The event itself, one JSON object in UTF-8; never a search hit's envelope.</param>
    /// <param name="utf8Index">The index or data stream the event is in; where empty it is taken from <c>data_stream.*</c>.</param>
    public RuleMatches Match(ReadOnlySpan<byte> utf8Event, ReadOnlySpan<byte> utf8Index = default)
    {
        if (utf8Event.Length > _options.MaxEventBytes)
            return Broken(EventError.TooLarge);
        if (!Utf8.IsValid(utf8Event))
            return Broken(EventError.Malformed);

        var scratch = _scratch;
        scratch.Begin();
        scratch.Work.Events++;
        if (_compiled.UsesNow)
            scratch.NowUtcMillis = _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

        var reader = new EventReader(_compiled, _options, scratch, _buffers, utf8Event);
        var error = _vectors ? reader.Read<VectorText>() : reader.Read<WordText>();
        if (error != EventError.None)
            return Broken(error);

        _index.Begin(utf8Index, scratch, utf8Event);
        var eventClass = scratch.Classes.Find(scratch, utf8Event);
        new ValueLookup(_compiled, scratch, eventClass, utf8Event).Run();
        scratch.Work.Spoken += scratch.SpokenPredicates.Length;
        scratch.Waker.Wake(scratch.SpokenPredicates, eventClass);
        return Run(utf8Event);
    }

    /// <summary>Reads values of the event that was just matched.</summary>
    internal SlotReader Slots(ReadOnlySpan<byte> utf8Event) => new(_scratch, utf8Event);

    private RuleMatches Run(ReadOnlySpan<byte> utf8Event)
    {
        var matches = 0;
        var unknown = 0;
        var evaluator = new RuleEvaluator(new PredicateEvaluator(_compiled, _scratch, _nested, utf8Event));
        while (_scratch.Waker.TryTakeNext(out var rule))
        {
            if (!_index.IsSeenBy(rule))
                continue;

            _scratch.Work.Programs++;
            var truth = evaluator.Run(_compiled.Programs[rule]);
            if (truth == Truth.True)
                _matches[matches++] = new RuleMatch(Rules.Rules[rule].RuleId, rule);
            else if (truth == Truth.Unknown)
                _unknown[unknown++] = new RuleUnknown(Rules.Rules[rule].RuleId, rule, ReasonOf(evaluator.UnknownPredicate));
        }

        return new RuleMatches(_matches.AsSpan(0, matches), _unknown.AsSpan(0, unknown), EventError.None);
    }

    private string ReasonOf(int predicate) => _compiled.Predicates[predicate] switch
    {
        UnknownPredicate unknown => unknown.Reason,
        NestedPredicate nested => nested.UnknownReason,
        SharedPredicate shared => ReasonOf(_scratch.LeftOpen[shared.Index]),
        FunctionPredicate => FunctionLimits.Reason,
        EagerPredicate eager => eager.UnknownReason,
        _ => "",
    };

    private static RuleMatches Broken(EventError error) => new([], [], error);
}

