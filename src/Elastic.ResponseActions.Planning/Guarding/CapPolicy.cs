using System.Collections.Frozen;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>How many actions may be sent in which time, so that a wrong or abused rule cannot take the fleet down. Over a cap an action is held.</summary>
public sealed record CapPolicy
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The built-in caps.</summary>
    public static CapPolicy Default { get; } = new();

    /// <summary>Caps of each rule by command. Default: isolate 3 in 10 minutes and 5 an hour; the others 20 in 10 minutes.</summary>
    public IReadOnlyDictionary<ResponseActionCommand, IReadOnlyList<Cap>> PerRule { get; init; } = Table(
        isolate: [new Cap(3, TenMinutes), new Cap(5, Hour)],
        others: [new Cap(20, TenMinutes)]);

    /// <summary>Caps of all rules together by command. Default: isolate 10 an hour and 25 a day; the others 100 an hour.</summary>
    public IReadOnlyDictionary<ResponseActionCommand, IReadOnlyList<Cap>> Overall { get; init; } = Table(
        isolate: [new Cap(10, Hour), new Cap(25, TimeSpan.FromDays(1))],
        others: [new Cap(100, Hour)]);

    /// <summary>Most hosts that are isolated by us at one time, whatever the fleet's size. Default 5.</summary>
    public int IsolatedAtOnce { get; init; } = 5;

    /// <summary>Most hosts that are isolated by us at one time, in per cent of the known hosts; the larger of the two limits holds. Default 1.</summary>
    public double IsolatedAtOncePercent { get; init; } = 1;

    /// <summary>Most hosts on which one program may be ended or suspended in a time. Default 10 in 10 minutes.</summary>
    public Cap SameProcess { get; init; } = new(10, TenMinutes);

    /// <summary>On how many hosts one rule may match in a time before it counts as gone wrong. Default 2 % of the known hosts, at least 10, in 10 minutes.</summary>
    public RuleHostsCap RuleHosts { get; init; } = new(10, 2, TenMinutes);

    /// <inheritdoc />
    public override string ToString() => $"isolated at once: {IsolatedAtOnce} or {IsolatedAtOncePercent} %";

    private static FrozenDictionary<ResponseActionCommand, IReadOnlyList<Cap>> Table(IReadOnlyList<Cap> isolate, IReadOnlyList<Cap> others) =>
        new Dictionary<ResponseActionCommand, IReadOnlyList<Cap>>
        {
            [ResponseActionCommand.Isolate] = ValueList<Cap>.Of(isolate),
            [ResponseActionCommand.KillProcess] = ValueList<Cap>.Of(others),
            [ResponseActionCommand.SuspendProcess] = ValueList<Cap>.Of(others),
            [ResponseActionCommand.RunScript] = ValueList<Cap>.Of(others),
        }.ToFrozenDictionary();
}

/// <summary>At most <paramref name="Max"/> actions within <paramref name="Within"/>.</summary>
/// <param name="Max">The number; 0 lets none pass.</param>
/// <param name="Within">The sliding window of time.</param>
public readonly record struct Cap(int Max, TimeSpan Within);
