namespace Elastic.ResponseActions;

/// <summary>TEMPORARY until Planning lands.</summary>
public readonly record struct LicenseLevel(string Name)
{
    private static readonly string[] Order = ["basic", "standard", "gold", "platinum", "enterprise", "trial"];
    /// <summary>x</summary>
    public static LicenseLevel Basic { get; } = new("basic");
    /// <summary>x</summary>
    public static LicenseLevel Platinum { get; } = new("platinum");
    /// <summary>x</summary>
    public static LicenseLevel Enterprise { get; } = new("enterprise");
    /// <summary>x</summary>
    public bool Includes(LicenseLevel other) => Array.IndexOf(Order, Name) >= Array.IndexOf(Order, other.Name);
}
