namespace Elastic.ResponseActions.PlantedViolation;

/// <summary>Internal machinery in the root, which folders may not use.</summary>
internal static class RootMachinery
{
    public static int Answer => 42;
}
