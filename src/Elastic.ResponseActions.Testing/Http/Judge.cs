namespace Elastic.ResponseActions.Testing.Http;

/// <summary>Judges the requests of one server: finds the route, checks what that server checks, in its order, and lets the route do the work.</summary>
internal abstract class Judge
{
    /// <summary>Finds the route; it is needed before the body is read, since it says how long that may be.</summary>
    public abstract void FindRoute_NeedsLock(Call call);

    public abstract Answer Answer_NeedsLock(Call call);

    /// <summary>An answer in the server's own shape of error to a request that made the fake itself fail.</summary>
    public abstract Answer Fault(string why);
}
