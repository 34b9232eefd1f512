using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Elastic.ResponseActions.Simulation.World;

namespace Elastic.ResponseActions.Simulation.Judging;

/// <summary>What really happened in a run, in its order: told by the world, read by the checker. It decides nothing.</summary>
internal sealed class History(bool keepText)
{
    private readonly Dictionary<string, Meant> _byToken = [];
    private TimeSpan _clockOffset;
    private readonly IncrementalHash? _digest = keepText ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;

    /// <summary>What was asked for, by key.</summary>
    public Dictionary<ActionKey, Meant> Asked { get; } = [];

    public List<Post> Posts { get; } = [];

    public List<Execution> Executions { get; } = [];

    public List<(int Host, DateTimeOffset At)> PersonReleases { get; } = [];

    /// <summary>Isolations by a person in Kibana's own pages.</summary>
    public List<(int Host, DateTimeOffset At)> PersonIsolations { get; } = [];

    /// <summary>Each time a rule's breaker was seen tripped, and until when.</summary>
    public List<(string RuleId, DateTimeOffset From, DateTimeOffset Until)> Trips { get; } = [];

    /// <summary>What people agreed to, as they were shown it.</summary>
    public List<(ActionKey Key, PlannedAction Shown, DateTimeOffset At)> Agreements { get; } = [];

    /// <summary>What people said no to, once that was recorded.</summary>
    public Dictionary<ActionKey, DateTimeOffset> Denials { get; } = [];

    public int Crashes { get; private set; }

    /// <summary>Restarts with a clock that was set back: how long ago the last record was, no process can know then.</summary>
    public List<DateTimeOffset> RestartsBehind { get; } = [];

    public List<string> Text { get; } = [];

    /// <summary>The run told in one number: two runs of one seed have the same.</summary>
    public string Digest => Convert.ToHexStringLower(_digest!.GetCurrentHash());

    public void Ask(ActionKey key, Meant meant)
    {
        if (Asked.TryAdd(key, meant))
            _byToken.Add(Token(key), meant);
        Tell(meant.AskedAt, $"asked {key.Value[..8]} {meant.Action} on {meant.HostNumber}");
    }

    /// <summary>The product itself meant this release: the time of an isolation was over.</summary>
    public void AutoReleased(PastAction release, SimulatedHost host)
    {
        if (_byToken.ContainsKey(Token(release.Key)))
            return;

        var action = new PlannedAction { Command = release.Command, Target = release.Target, RequestId = "auto-release", ReleaseOf = release.Key };
        Ask(release.Key, new Meant { Key = release.Key, Action = action, Cause = 10_000 + _byToken.Count, HostNumber = host.Number, AskedAt = release.At });
    }

    public void Acknowledged(ActionKey key, DateTimeOffset at)
    {
        var meant = Asked[key];
        if (!meant.IsAcknowledged)
            (meant.IsAcknowledged, meant.IntendedAt) = (true, at);
        Tell(at, $"acknowledged {key.Value[..8]}");
    }

    public int Posted(string comment, DateTimeOffset at, bool isKillSwitchOn, Func<ActionKey, int> durableSendings)
    {
        var token = comment[comment.IndexOf("[ra:1:", StringComparison.Ordinal)..];
        token = token[..(token.IndexOf(']', StringComparison.Ordinal) + 1)];
        var meant = _byToken[token];
        Posts.Add(new Post(meant, at, isKillSwitchOn, durableSendings(meant.Key)));
        Tell(at, $"post {Posts.Count - 1} {meant.Key.Value[..8]}");
        return Posts.Count - 1;
    }

    /// <summary>The server turned this send down for good.</summary>
    public void TurnedDown(int post) => Posts[post].Meant.WasTurnedDown = true;

    public void Executed(int post, StoredAction action, SimulatedHost host, DateTimeOffset at)
    {
        Executions.Add(new Execution(post, Posts[post].Meant, host.Number, action.WasSuccessful, at));
        Tell(at, $"executed {post} {action.Id} on {host.Number} {action.Code}");
    }

    public void ReleasedByPerson(SimulatedHost host, DateTimeOffset at)
    {
        PersonReleases.Add((host.Number, at));
        Tell(at, $"person releases {host.Number}");
    }

    public void IsolatedByPerson(SimulatedHost host, DateTimeOffset at)
    {
        PersonIsolations.Add((host.Number, at));
        Tell(at, $"person isolates {host.Number}");
    }

    public void Agreed(ActionKey key, PlannedAction shown, DateTimeOffset at)
    {
        Agreements.Add((key, shown, at));
        Tell(at, $"a person agrees to {key.Value[..8]} {shown.Comment}");
    }

    public void Denied(ActionKey key, DateTimeOffset at)
    {
        Denials.TryAdd(key, at);
        Tell(at, $"a person says no to {key.Value[..8]}");
    }

    public void SetClock(TimeSpan offset, DateTimeOffset at)
    {
        _clockOffset = offset;
        Tell(at, $"clock off by {offset}");
    }

    public void Crashed(DateTimeOffset at)
    {
        if (_clockOffset < TimeSpan.Zero)
            RestartsBehind.Add(at);
        Crashes++;
        Tell(at, "crash");
    }

    public void NoteTrips(IReadOnlyList<BreakerTrip> now, DateTimeOffset at)
    {
        for (var i = 0; i < Trips.Count; i++)
        {
            if (Trips[i].Until == DateTimeOffset.MaxValue && !now.Any(t => t.RuleId == Trips[i].RuleId))
                Trips[i] = Trips[i] with { Until = at };
        }

        foreach (var trip in now)
        {
            if (trip.RuleId is { } rule && !Trips.Any(t => t.RuleId == rule && t.Until == DateTimeOffset.MaxValue))
            {
                Trips.Add((rule, at, DateTimeOffset.MaxValue));
                Tell(at, $"breaker of {rule} tripped");
            }
        }
    }

    public void Ended(LedgerEntry entry) => Tell(entry.IntendedAt, $"end {entry.Key.Value[..8]} {entry.State} {entry.Attempts} {entry.Outcome}");

    public void Tell(DateTimeOffset at, string what)
    {
        if (_digest is null)
            return;

        var line = string.Create(CultureInfo.InvariantCulture, $"{at:dd HH:mm:ss.fffffff} {what}");
        Text.Add(line);
        _digest.AppendData(Encoding.UTF8.GetBytes(line));
    }

    private static string Token(ActionKey key) => $"[ra:1:{Base64Url.EncodeToString(Convert.FromHexString(key.Value.AsSpan(0, 32)))}]";
}

/// <summary>One thing that was meant to happen: by this alert, or this person, to this machine.</summary>
internal sealed class Meant
{
    public required ActionKey Key { get; init; }

    public required PlannedAction Action { get; init; }

    /// <summary>What it is about, however often it is asked for: an alert that comes again is the same cause.</summary>
    public required int Cause { get; init; }

    /// <summary>The machine that is really meant; null for one that nobody can reach, such as the clone of another.</summary>
    public required int? HostNumber { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public bool IsAcknowledged { get; set; }

    /// <summary>When it was taken: from then on caps count it and its deadline runs.</summary>
    public DateTimeOffset IntendedAt { get => field == default ? AskedAt : field; set; }

    public bool WasTurnedDown { get; set; }
}

internal sealed record Post(Meant Meant, DateTimeOffset At, bool IsKillSwitchOn, int DurableSendings);

internal sealed record Execution(int Post, Meant Meant, int HostNumber, bool WasSuccessful, DateTimeOffset At);
