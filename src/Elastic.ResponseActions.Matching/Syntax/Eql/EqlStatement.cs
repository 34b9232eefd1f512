using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Eql;

/// <summary>What an EQL text asks for as a whole: single events, sequences of events, or samples. Closed.</summary>
internal abstract record EqlStatement(IReadOnlyList<EqlPipe> Pipes);

/// <summary><c>category where condition</c>: each event by itself.</summary>
internal sealed record EqlEventQuery(EqlEventFilter Filter, IReadOnlyList<EqlPipe> Pipes) : EqlStatement(Pipes);

/// <summary><c>sequence by … with maxspan=… [ … ] [ … ] until [ … ]</c>: events in order.</summary>
/// <param name="Keys">The <c>by</c> keys of the sequence as a whole; they come before a stage's own.</param>
/// <param name="MaxSpan">The longest time from the first event to the last, inclusive; null: no limit.</param>
/// <param name="Stages">The stages in order, missing ones included.</param>
/// <param name="Until">Ends a sequence that is not complete; null where absent.</param>
/// <param name="Pipes">What follows behind <c>|</c>.</param>
internal sealed record EqlSequence(IReadOnlyList<EqlKey> Keys, TimeSpan? MaxSpan, IReadOnlyList<EqlStage> Stages, EqlStage? Until, IReadOnlyList<EqlPipe> Pipes)
    : EqlStatement(Pipes);

/// <summary><c>sample by … [ … ] [ … ]</c>: one event for each filter, in any order.</summary>
internal sealed record EqlSample(IReadOnlyList<EqlKey> Keys, IReadOnlyList<EqlStage> Stages, IReadOnlyList<EqlPipe> Pipes) : EqlStatement(Pipes);

/// <summary>One <c>[category where condition] by …</c>.</summary>
/// <param name="Filter">Which events.</param>
/// <param name="Keys">The stage's own keys, behind those of the statement.</param>
/// <param name="Runs">How often the stage comes in a row (<c>with runs=n</c>); 1 where not said.</param>
/// <param name="Missing">Written <c>![ … ]</c>: no such event may come.</param>
/// <param name="Span">Its place in the text.</param>
internal sealed record EqlStage(EqlEventFilter Filter, IReadOnlyList<EqlKey> Keys, int Runs, bool Missing, SourceSpan Span);

/// <summary><c>category where condition</c>. The category is compared exactly with the rule's event category field; null stands for <c>any</c>.</summary>
internal sealed record EqlEventFilter(string? Category, QueryNode Condition, SourceSpan Span);

/// <summary>A join key. An optional one (<c>?field</c>) counts a missing field as a value of its own; else an event without the field is passed over.</summary>
internal sealed record EqlKey(string Field, bool Optional, SourceSpan Span);

/// <summary><c>| head n</c> or <c>| tail n</c>.</summary>
internal sealed record EqlPipe(bool FromEnd, int Count, SourceSpan Span);
