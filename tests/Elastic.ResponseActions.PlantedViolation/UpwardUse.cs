namespace Elastic.ResponseActions.PlantedViolation;

/// <summary>Floor 2 reaching for floor 3.</summary>
internal static class UpwardUse
{
    public static Uri Address(KibanaOptions options) => options.Address;
}
