namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// What follows from the values of an event's class fields alone: which rules stay in play, which predicates are true, and which
/// slots any rule in play asks about. Events come in few classes, so a matcher keeps the last ones.
/// </summary>
internal sealed class EventClass(CompiledRules rules)
{
    private readonly ulong[] _inPlay = new ulong[rules.Classes.Words];
    private readonly SlotInterest[] _interests = new SlotInterest[rules.Slots.Length];
    private readonly int[] _terms = new int[MostTerms];
    private int[] _predicates = new int[64];
    private int _predicateCount;
    private int _termCount = -1;

    /// <summary>Of classes with more terms only the last one is kept, until the next.</summary>
    public const int MostTerms = 64;

    /// <summary>How often it has begun to stand for other terms.</summary>
    public int Generation { get; private set; }

    /// <summary>Rules that the classes do not rule out.</summary>
    public Span<ulong> InPlay => _inPlay;

    /// <summary>Predicates that the class values make true.</summary>
    public ReadOnlySpan<int> Predicates => _predicates.AsSpan(0, _predicateCount);

    /// <summary>Whether it stands for these terms.</summary>
    public bool Is(ReadOnlySpan<int> terms) => terms.Length == _termCount && terms.SequenceEqual(_terms.AsSpan(0, _termCount));

    /// <summary>Starts anew for other terms: every rule is in play.</summary>
    public void Begin(ReadOnlySpan<int> terms)
    {
        Generation++;
        _termCount = terms.Length <= MostTerms ? terms.Length : -1;
        if (_termCount >= 0)
            terms.CopyTo(_terms);
        _predicateCount = 0;
        Array.Fill(_inPlay, ulong.MaxValue);
        Array.Clear(_interests);
    }

    public void Add(int predicate)
    {
        if (_predicateCount == _predicates.Length)
            Array.Resize(ref _predicates, _predicates.Length * 2);
        _predicates[_predicateCount++] = predicate;
    }

    public bool IsInPlay(int rule) => (_inPlay[rule >> 6] >> rule & 1) != 0;

    /// <summary>What rules in play ask about a slot.</summary>
    public SlotInterest InterestIn(int slot)
    {
        var interest = _interests[slot];
        return interest != SlotInterest.Unknown ? interest : _interests[slot] = Find(rules.Slots[slot]);
    }

    private SlotInterest Find(in SlotPlan plan) =>
        SlotInterest.Known
        | (RuleBits.Intersect(_inPlay, plan.ExistsRules) ? SlotInterest.Exists : 0)
        | (RuleBits.Intersect(_inPlay, plan.TermRules) ? SlotInterest.Terms : 0)
        | (RuleBits.Intersect(_inPlay, plan.PatternRules) ? SlotInterest.Patterns : 0)
        | (RuleBits.Intersect(_inPlay, plan.TextRules) ? SlotInterest.Text : 0);
}

/// <summary>What the rules in play want to know of a slot's values while they are looked up.</summary>
[Flags]
internal enum SlotInterest : byte
{
    /// <summary>Not found out yet.</summary>
    Unknown = 0,
    Known = 1,
    Exists = 2,
    Terms = 4,
    Patterns = 8,
    Text = 16,
}
