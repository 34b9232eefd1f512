using Elastic.ResponseActions.PlantedViolation.Execution;

namespace Elastic.ResponseActions.PlantedViolation.Syntax;

/// <summary>Each node but the first uses Execution in another way.</summary>
internal sealed record PlainNode(int Start);

internal sealed class DerivedNode : Instruction;

internal sealed record HoldingNode(Instruction? Held);

internal sealed record ListingNode(IReadOnlyDictionary<int, Instruction[]> Held);

internal sealed record CallingNode(int Start)
{
    public int End() => Runner.Run(Start);
}

internal sealed record LambdaNode(int[] Starts)
{
    public IEnumerable<int> Ends(int offset) => Starts.Select(start => Runner.Run(start + offset));
}

[Runs]
internal sealed record AttributedNode(int Start);

internal sealed record Hidden(int Start)
{
    public int End => Start + RootMachinery.Answer;
}
