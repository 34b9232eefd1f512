using System.Runtime.CompilerServices;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Compilation.Regex;

/// <summary>
/// What compiling one regular expression has used up. States are limited for what they take in memory, steps for the time:
/// few states can need many steps, where each stands for a large set.
/// </summary>
internal sealed class RegexWork(RegexText text, RegexLimits limits)
{
    /// <summary>Elasticsearch allows 10 for each of its 10,000; a byte automaton has some more states than one over code points.</summary>
    private const long StepsForEachState = 100;

    private readonly long _maxSteps = StepsForEachState * limits.MaxStates;
    private int _states;
    private long _steps;

    /// <summary>Counts a state of the expression written out.</summary>
    public void AddState() => CheckStates(++_states);

    /// <summary>Checks the states of an automaton being built.</summary>
    public void CheckStates(int count)
    {
        if (count > limits.MaxStates)
            throw text.Limit($"needs an automaton of more than {limits.MaxStates:N0} states", nameof(RuleSetOptions.MaxRegexStates));
        Spend(1);
    }

    /// <summary>Counts a part of the tree; guards a caller who raised the depth limit beyond what this thread's stack can hold.</summary>
    public void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw text.Limit($"nests too deep for this thread's stack", nameof(RuleSetOptions.MaxQueryDepth));
        Spend(1);
    }

    public void Spend(int steps)
    {
        _steps += steps;
        if (_steps > _maxSteps)
            throw text.Limit($"takes more than the {_maxSteps:N0} steps to compile that go with {limits.MaxStates:N0} states", nameof(RuleSetOptions.MaxRegexStates));
    }
}
