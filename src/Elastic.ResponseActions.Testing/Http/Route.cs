using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>The work that a request asks for, once it has been found well formed.</summary>
internal delegate Answer Work();

/// <summary>One route: who may use it, how its request is read, what it does. One subclass a file.</summary>
internal abstract class Route(string method, string template)
{
    /// <summary>Kibana's <c>server.maxPayload</c>.</summary>
    public const int UsualBodyLimit = 1024 * 1024;

    private readonly string[] _segments = template.Split('/');

    public string Method { get; } = method;

    /// <summary>The path as Kibana registers it, such as <c>/api/endpoint/action/{action_id}</c>.</summary>
    public string Template { get; } = template;

    /// <summary>Whether a release has it.</summary>
    public virtual bool IsIn(KibanaVersion version) => true;

    /// <summary>Whether it is a versioned public route, which checks and repeats <c>elastic-api-version</c>.</summary>
    public virtual bool IsVersioned => true;

    /// <summary>Whether the version may come as a query parameter, as it may only where files are downloaded.</summary>
    public virtual bool TakesVersionInQuery => false;

    /// <summary>The privilege without which Kibana does not even look at the request; null where none is needed.</summary>
    public virtual FakePermission? BasePrivilege(KibanaVersion version) => FakePermission.CanReadSecuritySolution;

    public virtual BodyForm BodyForm => BodyForm.Json;

    public virtual int BodyLimit => UsualBodyLimit;

    /// <summary>How many of its requests Kibana takes at a time; null where it does not count them.</summary>
    public virtual int? MostAtATime => null;

    /// <summary>How many of its requests are under way. Guarded by the world's lock.</summary>
    public int UnderWay { get; set; }

    /// <summary>One of these is needed; empty where anybody with the base privilege may use it.</summary>
    public virtual IReadOnlyList<FakePermission> AnyOf => [];

    /// <summary>Checks the request against the route's schema. Null and an error text where it is refused.</summary>
    public abstract Work? Read(Call call, out string error);

    /// <summary>The values of the template's parameters where the path fits; a literal segment has to be equal.</summary>
    public IReadOnlyList<string>? Match(string method, string[] segments)
    {
        // Every GET route answers HEAD as well.
        if ((method == "HEAD" ? "GET" : method) != Method || segments.Length != _segments.Length)
            return null;
        List<string>? values = null;
        for (var i = 0; i < segments.Length; i++)
        {
            if (_segments[i].StartsWith('{') && segments[i].Length > 0)
                (values ??= []).Add(segments[i]);
            else if (_segments[i] != segments[i])
                return null;
        }
        return values ?? (IReadOnlyList<string>)[];
    }
}
