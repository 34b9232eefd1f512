using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution.Predicates;

/// <summary>Analysed text: some word of the value is one of the words.</summary>
internal sealed class AnyWordTest(TextAnalyzer analyzer, byte[][] words) : ValueTest
{
    public override bool Passes(in EventValue value)
    {
        Span<byte> buffer = stackalloc byte[FoldedToken.MaxBytes];
        foreach (var token in new TextTokenizer(analyzer, value.Utf8))
        {
            var folded = FoldedToken.Fold(token, buffer);
            foreach (var word in words)
            {
                if (folded.SequenceEqual(word))
                    return true;
            }
        }

        return false;
    }
}

/// <summary>Analysed text: the words stand one after the other in one value; the last may be asked for as a beginning only.</summary>
internal sealed class PhraseTest(TextAnalyzer analyzer, byte[][] words, bool lastIsPrefix = false) : ValueTest
{
    public override bool Passes(in EventValue value)
    {
        Span<byte> buffer = stackalloc byte[FoldedToken.MaxBytes];
        var tokens = new TextTokenizer(analyzer, value.Utf8);
        while (tokens.MoveNext())
        {
            if (Fits(FoldedToken.Fold(tokens.Current, buffer), 0) && RestFollows(tokens, buffer))
                return true;
        }

        return false;
    }

    // Takes the tokenizer by value: the search goes on where it was.
    private bool RestFollows(TextTokenizer tokens, Span<byte> buffer)
    {
        for (var i = 1; i < words.Length; i++)
        {
            if (!tokens.MoveNext() || !Fits(FoldedToken.Fold(tokens.Current, buffer), i))
                return false;
        }

        return true;
    }

    private bool Fits(ReadOnlySpan<byte> token, int word) =>
        lastIsPrefix && word == words.Length - 1 ? token.StartsWith(words[word]) : token.SequenceEqual(words[word]);
}

/// <summary>Analysed text: some word of the value fits a wildcard pattern as a whole.</summary>
internal sealed class WordGlobTest(TextAnalyzer analyzer, GlobPattern pattern) : ValueTest
{
    public override bool Passes(in EventValue value)
    {
        Span<byte> buffer = stackalloc byte[FoldedToken.MaxBytes];
        foreach (var token in new TextTokenizer(analyzer, value.Utf8))
        {
            if (pattern.IsMatch(FoldedToken.Fold(token, buffer)))
                return true;
        }

        return false;
    }
}

/// <summary>One word of analysed text in lower case.</summary>
internal static class FoldedToken
{
    public static readonly int MaxBytes = LowerCase.MaxFoldedBytes(TextTokenizer.MaxTokenBytes);

    public static ReadOnlySpan<byte> Fold(ReadOnlySpan<byte> token, Span<byte> buffer) => buffer[..LowerCase.Fold(token, buffer)];
}
