using Elastic.ResponseActions.Testing.Elasticsearch;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>Judges requests as Elasticsearch does: who asks comes first, then whether there is such a path. It has error shapes of its own.</summary>
internal sealed class ElasticsearchJudge(FakeWorld world) : Judge
{
    private readonly Route[] _routes = [new GreetingRoute(world), new LicenseRoute(world), new XpackRoute(world), new AuthenticateRoute(), new HasPrivilegesRoute(world)];

    public static Answer Error(int status, string type, string reason, string why)
    {
        var cause = new ElasticsearchCause(type, reason);
        var body = new ElasticsearchError(new ElasticsearchReason([cause], type, reason), status);
        return new Answer(status, WireJson.Write(body, WireJson.Default.ElasticsearchError)) { Why = why };
    }

    public override void FindRoute_NeedsLock(Call call)
    {
        var segments = call.Path.TrimEnd('/') is { Length: > 0 } path ? path.Split('/') : ["", ""];
        call.Route = Array.Find(_routes, route => route.Match(call.Method == "POST" ? "GET" : call.Method, segments) is not null);
    }

    public override Answer Answer_NeedsLock(Call call)
    {
        var authorization = call.Headers.Authorization.ToString();
        call.User = world.Users.Find(user => user.IsKnownBy(authorization));
        if (call.User is null)
        {
            var reason = authorization.Length == 0 ? $"missing authentication credentials for REST request [{call.PathAsSent}]" : $"unable to authenticate with provided credentials and anonymous access is not allowed for this request";
            return Error(401, "security_exception", reason, Explanations.NoUser(authorization, world.Users)).With("www-authenticate", "Basic realm=\"security\", charset=\"UTF-8\"");
        }
        if (call.Route is not { } route)
            return Error(404, "resource_not_found_exception", $"no handler found for uri [{call.PathAsSent}] and method [{call.Method}]", $"FakeElasticsearch answers {string.Join(", ", _routes.Select(known => known.Template))}.");
        if (call.Body is null)
            return Error(413, "content_too_large_exception", "entity content is too large", "The body is longer than this fake takes.");
        return route.Read(call, out var error) is { } work ? work() : Error(400, "parsing_exception", error, "The body does not fit.");
    }

    public override Answer Fault(string why) => Error(500, "exception", KibanaTexts.ServerError, why);
}
