namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>What matching has done, counted: figures that do not depend on the machine, for tests to hold it to.</summary>
internal struct MatchWork
{
    /// <summary>Events read.</summary>
    public long Events;

    /// <summary>Values of wanted fields.</summary>
    public long Values;

    /// <summary>Look-ups of a whole value.</summary>
    public long Probes;

    /// <summary>Values that were remembered, so that they were not looked up.</summary>
    public long Remembered;

    /// <summary>Bytes run through for pattern windows.</summary>
    public long WindowBytes;

    /// <summary>Look-ups of a window that the bit map let pass.</summary>
    public long WindowProbes;

    /// <summary>Patterns run over a value.</summary>
    public long PatternTests;

    /// <summary>Bytes that automata of regular expressions went over.</summary>
    public long AutomatonSteps;

    /// <summary>Predicates made true while values were looked up.</summary>
    public long Spoken;

    /// <summary>Rule programs run.</summary>
    public long Programs;

    /// <summary>Predicates decided when a program asked.</summary>
    public long Decisions;
}
