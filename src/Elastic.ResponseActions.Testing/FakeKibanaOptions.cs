namespace Elastic.ResponseActions.Testing;

/// <summary>What a <see cref="FakeKibana"/> starts with. Immutable; change a copy with <c>with</c>.</summary>
public sealed record FakeKibanaOptions
{
    /// <summary>The options of <c>new FakeKibana()</c>.</summary>
    public static FakeKibanaOptions Default { get; } = new();

    /// <summary>
    /// The clock of Kibana and of every host: stamps, answers, expiry. The system clock by default; a test gives a clock
    /// that it moves, or a <see cref="VirtualTimeProvider"/>. The fake arms no timer on it: it asks for the time on each read.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The licence at the start; <see cref="LicenseLevel.None"/> for an expired one. Enterprise by default.</summary>
    public LicenseLevel License { get; init; } = LicenseLevel.Enterprise;

    /// <summary>
    /// The Kibana release to play, as <c>major.minor.patch</c>, 8.9 to 9.6: routes, commands, checks and quirks follow it.
    /// <see cref="FakeKibana.Version"/> changes it later, as an upgrade does.
    /// </summary>
    public string Version { get; init; } = "9.4.0";

    /// <summary>The space that hosts are added to where nothing else is said.</summary>
    public string SpaceId { get; init; } = "default";

    /// <summary>The name of the user who may do everything, <see cref="FakeKibana.User"/>.</summary>
    public string UserName { get; init; } = "elastic";

    /// <summary>How long a host that is online takes to answer an action. Five seconds by default.</summary>
    public TimeSpan AnswerAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The seed of action ids and API keys: the same seed and calls give the same ids.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many of the latest requests <see cref="FakeKibana.Requests"/> keeps.</summary>
    public int KeptRequests { get; init; } = 10_000;

    /// <summary>Whether the flag for <c>kill_descendants</c> is on; releases before 9.6 have no such flag. Off by default, as there.</summary>
    public bool AllowsKillDescendants { get; init; }

    /// <summary>Whether the flag for <c>cancel</c> on Elastic Defend is on; releases before 9.5 have no such flag. Off by default, as there.</summary>
    public bool AllowsEndpointCancel { get; init; }

    /// <summary>
    /// Whether previewing a rule really sends its response actions, as it did until patches of mid-2026. Null, the default: releases before 9.5 do.
    /// </summary>
    public bool? PreviewSendsActions { get; init; }

    /// <summary>The name that Elasticsearch and <c>/api/status</c> give the cluster; two fakes with two names are two clusters.</summary>
    public string ClusterName { get; init; } = "fake-kibana";
}
