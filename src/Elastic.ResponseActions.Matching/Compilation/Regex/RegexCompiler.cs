using Elastic.ResponseActions.Matching.Execution.Regex;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Compilation.Regex;

/// <summary>Compiles an expression into the automaton that runs. In: a tree. Out: the tables, or null where no text fits.</summary>
internal static class RegexCompiler
{
    private const int FirstFree = 2;   // behind the dead state and the one that accepts everything

    public static RegexAutomaton? Compile(RegexNode node, bool ignoreCase, RegexWork work)
    {
        var dfa = RegexNfaBuilder.Determinize(node, ignoreCase, work);
        if (dfa.Start == RegexDfa.Dead)
            return null;

        var numbers = Number(dfa, out var count);
        var next = new ushort[count * dfa.ClassCount];
        var accepts = new bool[count];
        accepts[1] = true;
        for (var state = 1; state < dfa.StateCount; state++)
        {
            accepts[numbers[state]] = dfa.Accepts(state);
            for (var c = 0; c < dfa.ClassCount; c++)
                next[(numbers[state] * dfa.ClassCount) + c] = numbers[dfa.Next(state, c)];
        }

        return new RegexAutomaton(dfa.ClassOf.ToArray(), dfa.ClassCount, next, accepts, numbers[dfa.Start]);
    }

    private static ushort[] Number(RegexDfa dfa, out int count)
    {
        count = FirstFree;
        var numbers = new ushort[dfa.StateCount];
        for (var state = 1; state < dfa.StateCount; state++)
            numbers[state] = checked((ushort)(state == dfa.All ? 1 : count++));
        return numbers;
    }
}
