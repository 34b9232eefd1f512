using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Predicates;

namespace Elastic.ResponseActions.Matching.Execution.Regex;

/// <summary>The whole value fits a regular expression.</summary>
internal sealed class RegexTest(RegexAutomaton automaton, bool keywordLimit) : ValueTest
{
    public RegexAutomaton Automaton => automaton;

    public override bool Passes(in EventValue value) => !(keywordLimit && value.BeyondKeyword) && automaton.IsMatch(value.Utf8);
}

/// <summary>Analysed text: some word of the value, in lower case, fits a regular expression as a whole.</summary>
internal sealed class WordRegexTest(TextAnalyzer analyzer, RegexAutomaton automaton) : ValueTest
{
    public override bool Passes(in EventValue value)
    {
        Span<byte> buffer = stackalloc byte[FoldedToken.MaxBytes];
        foreach (var token in new TextTokenizer(analyzer, value.Utf8))
        {
            if (automaton.IsMatch(FoldedToken.Fold(token, buffer)))
                return true;
        }

        return false;
    }
}
