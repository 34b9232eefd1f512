namespace Elastic.ResponseActions;

/// <summary>What the caller knows of its own licence and privileges. What is not known is never taken for granted. Immutable.</summary>
public sealed record CallerRights
{
    /// <summary>Nothing is known.</summary>
    public static CallerRights Unknown { get; } = new();

    /// <summary>The licence in force; null where it is not known.</summary>
    public LicenseLevel? License { get; init; }

    /// <summary>The commands whose privilege the credentials have; null where it is not known.</summary>
    public IReadOnlySet<ResponseActionCommand>? Commands { get; init; }

    /// <summary>Whether the privilege of a command is granted; null where it is not known.</summary>
    /// <param name="command">The command.</param>
    public bool? MaySend(ResponseActionCommand command) => Commands?.Contains(command);

    /// <summary>Licence and commands.</summary>
    public override string ToString() => $"licence {License?.Name ?? "unknown"}, {(Commands is null ? "privileges unknown" : string.Join(", ", Commands))}";
}
