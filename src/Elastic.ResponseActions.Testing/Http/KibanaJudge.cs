using System.Globalization;
using System.Text;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>
/// Judges a request in Kibana's order: how many are under way, authentication, xsrf, base privilege, version, schema, endpoint authorization, and only then
/// does the work. So a body that is wrong hides a missing permission, as it does there.
/// </summary>
internal sealed class KibanaJudge(FakeWorld world, RouteTable routes) : Judge
{
    public override void FindRoute_NeedsLock(Call call) => routes.Find(call, world.Version);

    public override Answer Answer_NeedsLock(Call call)
    {
        if (call.IsOneTooMany)
            return Answer.Error(429, KibanaTexts.TooManyRequests, $"Kibana takes {call.Route!.MostAtATime} requests of this route at a time.");
        if (call.Route is not { } route)
            return Authenticate(call) ?? NoRoute(call);

        var answer = Authenticate(call) ?? CheckXsrf(call) ?? CheckBasePrivilege(call, route);
        if (answer is not null || !route.IsVersioned)
            return answer ?? DoWork(call, route);
        return (CheckVersion(call, route) ?? DoWork(call, route)).With("elastic-api-version", KibanaTexts.PublicVersion);
    }

    public override Answer Fault(string why) => Answer.Error(500, KibanaTexts.ServerError, why);

    private Answer NoRoute(Call call) =>
        call.Path.StartsWith("/internal/", StringComparison.Ordinal) && !call.Headers.ContainsKey("x-elastic-internal-origin")
            ? Answer.Error(400, KibanaTexts.InternalRoute(call.Path, call.Method), "Internal routes are not to be depended on; FakeKibana has none.")
            : Answer.Error(404, KibanaTexts.NotFound, Explanations.NoRoute(call, routes.Describe(world.Version)));

    private Answer? Authenticate(Call call)
    {
        var authorization = call.Headers.Authorization.ToString();
        call.User = world.Users.Find(user => user.IsKnownBy(authorization));
        if (call.User is not null)
            return null;
        var message = authorization.Length == 0 ? "Unauthorized" : KibanaTexts.BadCredentials(BasicUserName(authorization));
        return Answer.Error(401, message, Explanations.NoUser(authorization, world.Users))
            .With("www-authenticate", "Basic realm=\"security\" charset=\"UTF-8\", ApiKey");
    }

    private Answer? CheckXsrf(Call call)
    {
        if (call.IsSafe || call.Headers.ContainsKey("kbn-xsrf") || call.Headers["kbn-version"] == world.Version.Text)
            return null;
        return Answer.Error(400, KibanaTexts.NoXsrf, "The request has no `kbn-xsrf` header; any value will do.");
    }

    private Answer? CheckBasePrivilege(Call call, Route route) =>
        route.BasePrivilege(world.Version) is not { } needed || call.User!.Has(needed)
            ? null
            : Answer.Error(403, KibanaTexts.BasePrivilege(route.Method, call.Path + call.QueryText, needed), Explanations.NoPermission(call.User, [needed], world: null));

    private static Answer? CheckVersion(Call call, Route route)
    {
        var inQuery = call.Query.TryGetValue("apiVersion", out var sent);
        if (inQuery && !route.TakesVersionInQuery)
            return Answer.Error(400, KibanaTexts.VersionInQuery, "Send the version as a header.");
        if (!inQuery && !call.Headers.TryGetValue("elastic-api-version", out sent))
            return null;
        var version = sent.ToString();
        if (version == KibanaTexts.PublicVersion)
            return null;
        var isDate = DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        return Answer.Error(
            400, isDate ? KibanaTexts.UnknownVersion(version, route.Method, route.Template) : KibanaTexts.MalformedVersion(version),
            $"The only version is `{KibanaTexts.PublicVersion}`.");
    }

    private Answer DoWork(Call call, Route route)
    {
        if (CheckBody(call, route) is { } refused)
            return refused;
        if (route.Read(call, out var error) is not { } work)
            return Answer.Error(400, error, "The request does not fit the schema of the route.");
        return CheckEndpointAuthorization(call, route) ?? work();
    }

    private static Answer? CheckBody(Call call, Route route)
    {
        if (call.Body is null)
            return Answer.Error(413, KibanaTexts.TooLarge(route.BodyLimit), "The body is longer than Kibana takes.");
        if (call.IsSafe || (route.BodyForm == BodyForm.Json && call.Body.Length == 0))
            return null;
        var expected = route.BodyForm == BodyForm.Json ? "application/json" : "multipart/form-data";
        if (!call.MediaType.Equals(expected, StringComparison.OrdinalIgnoreCase))
            return Answer.Error(415, KibanaTexts.UnsupportedMediaType, $"A body has to be sent as `Content-Type: {expected}`.");
        return route.BodyForm == BodyForm.Multipart && call.Form is null
            ? Answer.Error(400, KibanaTexts.BadMultipart, "The body is no form as its boundary says.")
            : null;
    }

    private Answer? CheckEndpointAuthorization(Call call, Route route) =>
        route.AnyOf.Count == 0 || route.AnyOf.Any(p => call.User!.Has(p) && p.IsLicensed(world.License))
            ? null
            : Answer.Error(403, KibanaTexts.EndpointForbidden, Explanations.NoPermission(call.User!, route.AnyOf, world));

    private static string? BasicUserName(string authorization)
    {
        const string scheme = "Basic ";
        if (!authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[authorization.Length];
        return Convert.TryFromBase64String(authorization[scheme.Length..], bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Split(':')[0]
            : null;
    }
}
