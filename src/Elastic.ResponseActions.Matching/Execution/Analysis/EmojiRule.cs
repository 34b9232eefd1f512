using static Elastic.ResponseActions.Matching.Execution.Analysis.WordClass;

namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>The longest emoji sequence of UTS #51 from a place: flags, key caps, skin tones, zero-width-joiner and tag sequences.</summary>
internal static class EmojiRule
{
    public static int FindEnd(WordReader reader) =>
        reader.Is(Regional) ? FindFlagEnd(reader)
        : reader.Is(KeyCapBase) ? FindKeyCapEnd(reader)
        : FindSequenceEnd(reader);

    private static int FindFlagEnd(WordReader reader)
    {
        var start = reader.Position;
        reader.Advance();
        reader.SkipExtenders();
        if (!reader.Is(Regional))
            return start;
        reader.Advance();
        reader.SkipExtenders();
        return reader.Position;
    }

    private static int FindKeyCapEnd(WordReader reader)
    {
        var end = reader.Position;
        reader.Advance();
        // The key cap is an extender itself, so it may stand anywhere among them.
        if ((SkipExtenders(ref reader) & KeyCap) != 0)
            end = reader.Position;
        if (!reader.Is(EmojiSelector))
            return end;
        reader.Advance();
        if (!reader.Is(KeyCap))
            return end;
        SkipExtenders(ref reader);
        return reader.Position;
    }

    private static int FindSequenceEnd(WordReader reader)
    {
        var end = reader.Position;
        var joiners = SkipJoiners(ref reader);
        var first = true;
        // A skin tone may follow the one joiner that ties it to the emoji before, but starts nothing after joiners.
        while (reader.Is(Emoji) || (reader.Is(EmojiModifier) && (first ? joiners == 0 : joiners <= 1)))
        {
            var takesModifier = reader.Is(EmojiModifierBase);
            var isModifier = !reader.Is(Emoji);
            reader.Advance();
            var passed = SkipExtenders(ref reader);
            end = reader.Position;

            if (takesModifier && reader.Is(EmojiModifier))
            {
                reader.Advance();
                passed = SkipExtenders(ref reader);
                end = reader.Position;
                isModifier = true;
            }

            joiners = 0;
            if (!isModifier && reader.Is(EmojiSelector))
            {
                reader.Advance();
                end = reader.Position;
                if (first && reader.Is(Tag))
                    return Math.Max(end, FindTagEnd(reader));
                joiners = SkipJoiners(ref reader);
                if (joiners == 0)
                    return end;
            }
            else if ((passed & LastIsJoiner) == 0)
            {
                return end;
            }

            first = false;
        }

        return end;
    }

    private static int FindTagEnd(WordReader reader)
    {
        while (reader.Is(Tag))
            reader.Advance();
        if (!reader.Is(TagEnd))
            return 0;
        reader.Advance();
        return reader.Position;
    }

    // What was passed; ZeroWidthJoiner only where it came last, for only then does it tie the next emoji to this one.
    private const WordClass LastIsJoiner = ZeroWidthJoiner;

    private static WordClass SkipExtenders(ref WordReader reader)
    {
        var passed = None;
        while (reader.Is(Extender) && !reader.Is(Selector))
        {
            passed = (passed & ~LastIsJoiner) | reader.Current;
            reader.Advance();
        }

        return passed;
    }

    private static int SkipJoiners(ref WordReader reader)
    {
        var joiners = 0;
        for (; reader.Is(ZeroWidthJoiner); joiners++)
            reader.Advance();
        return joiners;
    }
}
