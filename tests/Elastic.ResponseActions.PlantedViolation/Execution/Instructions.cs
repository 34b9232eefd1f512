using Elastic.ResponseActions.PlantedViolation.Syntax;

namespace Elastic.ResponseActions.PlantedViolation.Execution;

internal class Instruction;

internal static class Runner
{
    public static int Run(int start) => start + 1;
}

[AttributeUsage(AttributeTargets.Class)]
internal sealed class RunsAttribute : Attribute;

/// <summary>Uses Syntax inside a method body alone.</summary>
internal static class Printing
{
    public static string Print() => new PlainNode(1).ToString();
}
