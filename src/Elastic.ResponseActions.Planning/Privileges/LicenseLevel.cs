namespace Elastic.ResponseActions;

/// <summary>A subscription level; mirrors <c>license.type</c>. Ordered from <see cref="None"/> to <see cref="Trial"/>; an unknown name counts as none.</summary>
/// <param name="Name">The name on the wire, for example <c>enterprise</c>.</param>
public readonly record struct LicenseLevel(string Name) : IComparable<LicenseLevel>
{
    /// <summary>No licence in force: inactive or expired.</summary>
    public static LicenseLevel None { get; } = new("none");

    /// <summary><c>basic</c>.</summary>
    public static LicenseLevel Basic { get; } = new("basic");

    /// <summary><c>standard</c>.</summary>
    public static LicenseLevel Standard { get; } = new("standard");

    /// <summary><c>gold</c>.</summary>
    public static LicenseLevel Gold { get; } = new("gold");

    /// <summary><c>platinum</c>: isolating by request.</summary>
    public static LicenseLevel Platinum { get; } = new("platinum");

    /// <summary><c>enterprise</c>: every automated action.</summary>
    public static LicenseLevel Enterprise { get; } = new("enterprise");

    /// <summary><c>trial</c>: everything, for a while.</summary>
    public static LicenseLevel Trial { get; } = new("trial");

    private int Rank => Name switch
    {
        "basic" => 1,
        "standard" => 2,
        "gold" => 3,
        "platinum" => 4,
        "enterprise" => 5,
        "trial" => 6,
        _ => 0,
    };

    /// <summary>Says whether this level allows what <paramref name="needed"/> allows.</summary>
    /// <param name="needed">The least level that is needed.</param>
    public bool Includes(LicenseLevel needed) => Rank >= needed.Rank;

    /// <inheritdoc />
    public int CompareTo(LicenseLevel other) => Rank.CompareTo(other.Rank);

    /// <summary>Says whether <paramref name="left"/> is a lower level.</summary>
    public static bool operator <(LicenseLevel left, LicenseLevel right) => left.CompareTo(right) < 0;

    /// <summary>Says whether <paramref name="left"/> is a lower level or the same.</summary>
    public static bool operator <=(LicenseLevel left, LicenseLevel right) => left.CompareTo(right) <= 0;

    /// <summary>Says whether <paramref name="left"/> is a higher level.</summary>
    public static bool operator >(LicenseLevel left, LicenseLevel right) => left.CompareTo(right) > 0;

    /// <summary>Says whether <paramref name="left"/> is a higher level or the same.</summary>
    public static bool operator >=(LicenseLevel left, LicenseLevel right) => left.CompareTo(right) >= 0;

    /// <inheritdoc />
    public override string ToString() => Name ?? "";
}
