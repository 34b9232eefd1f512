using System.Globalization;
using System.Text;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>
/// Judges a request in Kibana's order: authentication, xsrf, base privilege, version, schema, endpoint authorization, and only then
/// does the work. So a body that is wrong hides a missing permission, as it does there.
/// </summary>
internal sealed class Judge(FakeWorld world, RouteTable routes)
{
    /// <summary>Kibana's <c>server.maxPayload</c>.</summary>
    public const int BodyLimit = 1024 * 1024;

    public Answer Answer_NeedsLock(Call call)
    {
        if (routes.Find(call, out var values) is not { } route)
            return Answer.Error(404, KibanaTexts.NotFound, Explanations.NoRoute(call, routes.Describe()));
        call.RouteValues = values;

        var answer = Authenticate(call) ?? CheckXsrf(call) ?? CheckBasePrivilege(call, route);
        if (answer is not null || !route.IsVersioned)
            return answer ?? DoWork(call, route);
        answer = CheckVersion(call, route) ?? DoWork(call, route);
        return answer with { Headers = new Dictionary<string, string>(answer.Headers) { ["elastic-api-version"] = KibanaTexts.PublicVersion } };
    }

    private Answer? Authenticate(Call call)
    {
        var authorization = call.Headers.Authorization.ToString();
        call.User = world.Users.Find(user => user.IsKnownBy(authorization));
        if (call.User is not null)
            return null;
        var message = authorization.Length == 0 ? "Unauthorized" : KibanaTexts.BadCredentials(BasicUserName(authorization));
        return Answer.Error(401, message, Explanations.NoUser(authorization, world.Users)) with
        {
            Headers = new Dictionary<string, string> { ["www-authenticate"] = "Basic realm=\"security\" charset=\"UTF-8\", ApiKey" },
        };
    }

    private Answer? CheckXsrf(Call call)
    {
        if (call.IsSafe || call.Headers.ContainsKey("kbn-xsrf") || call.Headers["kbn-version"] == world.Version.Text)
            return null;
        return Answer.Error(400, KibanaTexts.NoXsrf, "The request has no `kbn-xsrf` header; any value will do.");
    }

    private static Answer? CheckBasePrivilege(Call call, Route route) =>
        !route.NeedsSecurity || call.User!.Has(FakePermission.CanReadSecuritySolution)
            ? null
            : Answer.Error(403, KibanaTexts.BasePrivilege(route.Method, call.Path + call.QueryText), Explanations.NoPermission(call.User, [FakePermission.CanReadSecuritySolution], world: null));

    private static Answer? CheckVersion(Call call, Route route)
    {
        if (call.Query.ContainsKey("apiVersion"))
            return Answer.Error(400, KibanaTexts.VersionInQuery, "Send the version as a header.");
        if (!call.Headers.TryGetValue("elastic-api-version", out var sent) || sent == KibanaTexts.PublicVersion)
            return null;
        var version = sent.ToString();
        var isDate = DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        return Answer.Error(
            400, isDate ? KibanaTexts.UnknownVersion(version, route.Method, route.Template) : KibanaTexts.MalformedVersion(version),
            $"The only version is `{KibanaTexts.PublicVersion}`.");
    }

    private Answer DoWork(Call call, Route route)
    {
        if (call.Body is null)
            return Answer.Error(413, KibanaTexts.TooLarge(BodyLimit), "The body is longer than Kibana takes.");
        if (!call.IsSafe && call.Body.Length > 0 && !HasJsonBody(call))
            return Answer.Error(415, KibanaTexts.UnsupportedMediaType, "A body has to be sent as `Content-Type: application/json`.");
        if (route.Read(call, out var error) is not { } work)
            return Answer.Error(400, error, "The request does not fit the schema of the route.");
        return CheckEndpointAuthorization(call, route) ?? work();
    }

    private Answer? CheckEndpointAuthorization(Call call, Route route) =>
        route.AnyOf.Count == 0 || route.AnyOf.Any(p => call.User!.Has(p) && p.IsLicensed(world.License))
            ? null
            : Answer.Error(403, KibanaTexts.EndpointForbidden, Explanations.NoPermission(call.User!, route.AnyOf, world));

    private static bool HasJsonBody(Call call) =>
        call.Headers.ContentType.ToString().Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);

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
