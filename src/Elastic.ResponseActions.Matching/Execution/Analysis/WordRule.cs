using static Elastic.ResponseActions.Matching.Execution.Analysis.WordClass;

namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>
/// The longest word of letters, numbers and katakana from a place: WB5 to WB13b of UAX #29, in the form that Lucene's grammar
/// gives them. It differs from the plain rules in Hebrew only: there a quote counts once a stretch, not after another joint.
/// </summary>
internal static class WordRule
{
    private enum State
    {
        None,

        /// <summary>Joiners alone make no word yet.</summary>
        Joiners,
        Katakana,
        Number,
        Letter,
        HebrewLetter,

        /// <summary>After <c>א'</c> or <c>א"א</c>: whatever comes next starts a stretch of its own.</summary>
        HebrewQuoted,

        /// <summary>After a word and joiners: anything that starts a word may follow.</summary>
        Joined,

        // Between: no word may end here.
        BetweenNumbers,
        BetweenLetters,
        BetweenHebrew,
    }

    public static int FindEnd(WordReader reader)
    {
        var end = reader.Position;
        for (var state = Next(State.Joiners, reader.Current); state != State.None; state = Next(state, reader.Current))
        {
            reader.Advance();
            reader.SkipExtenders();
            if (state is > State.Joiners and < State.BetweenNumbers)
                end = reader.Position;
        }

        return end;
    }

    private static State Next(State state, WordClass next) => state switch
    {
        State.Joiners => (next & Joiner) != 0 ? State.Joiners : Start(next),
        State.Joined => (next & Joiner) != 0 ? State.Joined : Start(next),
        State.Katakana => (next & Katakana) != 0 ? State.Katakana : Join(next),
        State.Number when (next & BetweenNumbers) != 0 => State.BetweenNumbers,
        State.BetweenNumbers => (next & Number) != 0 ? State.Number : State.None,
        State.HebrewLetter when (next & SingleQuote) != 0 => State.HebrewQuoted,
        State.HebrewLetter when (next & DoubleQuote) != 0 => State.BetweenHebrew,
        State.Letter or State.HebrewLetter when (next & BetweenLetters) != 0 => State.BetweenLetters,
        State.BetweenLetters => (next & AnyLetter) != 0 ? State.Letter : State.None,
        State.BetweenHebrew => (next & HebrewLetter) != 0 ? State.HebrewQuoted : State.None,
        _ => (next & Katakana) != 0 ? State.None : (next & Joiner) != 0 ? State.Joined : Start(next),
    };

    private static State Start(WordClass next) =>
        (next & HebrewLetter) != 0 ? State.HebrewLetter
        : (next & Letter) != 0 ? State.Letter
        : (next & Number) != 0 ? State.Number
        : (next & Katakana) != 0 ? State.Katakana
        : State.None;

    private static State Join(WordClass next) => (next & Joiner) != 0 ? State.Joined : State.None;
}
