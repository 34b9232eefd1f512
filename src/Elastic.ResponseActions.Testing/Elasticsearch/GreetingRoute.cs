using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Elasticsearch;

/// <summary>Says which cluster this is.</summary>
internal sealed class GreetingRoute(FakeWorld world) : Route("GET", "/")
{
    public override Work? Read(Call call, out string error)
    {
        error = "";
        return () => Answer.Ok(
            new Greeting(world.Options.ClusterName, world.Options.ClusterName, world.ClusterUuid, new GreetingVersion(world.Version.Text), "You Know, for Search"), WireJson.Default.Greeting);
    }
}
