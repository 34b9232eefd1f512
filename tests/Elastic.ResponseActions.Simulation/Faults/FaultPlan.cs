namespace Elastic.ResponseActions.Simulation;

internal enum DiskFault
{
    None,
    Full,
    SyncFails,
}

internal enum PostFault
{
    None,
    Refused,
    LostOnTheWay,
    AnswerLost,
    ExecutedLate,
    OrphanDispatch,
    BadGatewayBefore,
    BadGatewayAfter,
    Throttled,
    ThrottledUnnamedAfter,
    AgentDropped,
    WrongAgent,
    Unauthorized,
    Forbidden,
    Redirect,
    LoginPage,
    BrokenJson,
    DeliveredTwice,
}

internal enum GetFault
{
    None,
    Refused,
    TimesOut,
    Unavailable,
    Throttled,
    LoginPage,
    BrokenJson,
    Slow,
}

/// <summary>Draws what goes wrong, from the seed alone. When the storm is over nothing does.</summary>
internal sealed class FaultPlan(Random random, Func<bool> isStorm)
{
    // Of 1,000 POSTs in a storm; the rest goes well.
    private static readonly (PostFault Fault, int Weight)[] Posts =
    [
        (PostFault.Refused, 80), (PostFault.LostOnTheWay, 60), (PostFault.AnswerLost, 80), (PostFault.ExecutedLate, 60), (PostFault.OrphanDispatch, 50),
        (PostFault.BadGatewayBefore, 40), (PostFault.BadGatewayAfter, 40), (PostFault.Throttled, 60), (PostFault.ThrottledUnnamedAfter, 20),
        (PostFault.AgentDropped, 8), (PostFault.WrongAgent, 4), (PostFault.Unauthorized, 6), (PostFault.Forbidden, 12), (PostFault.Redirect, 4),
        (PostFault.LoginPage, 4), (PostFault.BrokenJson, 20), (PostFault.DeliveredTwice, 10),
    ];

    private static readonly (GetFault Fault, int Weight)[] Gets =
    [
        (GetFault.Refused, 20), (GetFault.TimesOut, 20), (GetFault.Unavailable, 20), (GetFault.Throttled, 10), (GetFault.LoginPage, 5), (GetFault.BrokenJson, 5), (GetFault.Slow, 40),
    ];

    public PostFault NextPost() => isStorm() ? Draw(Posts) : PostFault.None;

    public GetFault NextGet() => isStorm() ? Draw(Gets) : GetFault.None;

    public DiskFault NextDisk() => !isStorm() ? DiskFault.None : random.Next(1000) switch
    {
        0 => DiskFault.Full,
        1 => DiskFault.SyncFails,
        _ => DiskFault.None,
    };

    public bool NextCrash() => isStorm() && random.Next(200) == 0;

    private T Draw<T>((T Fault, int Weight)[] weights)
        where T : struct
    {
        var drawn = random.Next(1000);
        foreach (var (fault, weight) in weights)
        {
            drawn -= weight;
            if (drawn < 0)
                return fault;
        }

        return default;
    }
}
