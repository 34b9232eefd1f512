using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>A rule and where it was read.</summary>
internal sealed class ReadRule(DetectionRule rule, InputPlace place)
{
    public DetectionRule Rule => rule;

    public InputPlace Place => place;
}

/// <summary>The rules of a command line and the exception lists that were given with them.</summary>
/// <param name="Rules">The rules, in the order read.</param>
/// <param name="Exceptions">The lists; null where none were given.</param>
internal sealed record RuleInput(IReadOnlyList<ReadRule> Rules, ExceptionLists? Exceptions);
