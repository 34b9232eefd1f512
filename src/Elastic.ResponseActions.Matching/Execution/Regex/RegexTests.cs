using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Predicates;

namespace Elastic.ResponseActions.Matching.Execution.Regex;

/// <summary>The whole value fits a regular expression.</summary>
internal sealed class RegexTest(RegexAutomaton automaton, bool keywordLimit) : ValueTest
{
    public RegexAutomaton Automaton => automaton;

    public override bool Passes(in EventValue value)
    {
        if (keywordLimit && value.BeyondKeyword)
            return false;

        var fits = automaton.IsMatch(value.Utf8, out var steps);
        value.Work.AutomatonSteps += steps;
        return fits;
    }
}

/// <summary>Analysed text: some word of the value, in lower case, fits a regular expression as a whole.</summary>
internal sealed class WordRegexTest(TextAnalyzer analyzer, RegexAutomaton automaton) : ValueTest
{
    public override bool Passes(in EventValue value)
    {
        Span<byte> buffer = stackalloc byte[FoldedToken.MaxBytes];
        foreach (var token in new TextTokenizer(analyzer, value.Utf8))
        {
            var fits = automaton.IsMatch(FoldedToken.Fold(token, buffer), out var steps);
            value.Work.AutomatonSteps += steps;
            if (fits)
                return true;
        }

        return false;
    }
}
