namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// One rule's condition as a flat list of numbers, in negation normal form. A leaf is a predicate id, or its complement for
/// <c>not</c>; an operator is followed by where its operands end, so that the first deciding operand skips the rest.
/// </summary>
internal readonly struct RuleProgram(int[] code)
{
    public const int And = int.MaxValue;
    public const int Or = int.MaxValue - 1;
    public const int MatchAll = int.MaxValue - 2;

    public ReadOnlySpan<int> Code => code;
}
