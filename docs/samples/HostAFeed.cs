using Microsoft.Extensions.DependencyInjection;

namespace Elastic.ResponseActions.Samples;

/// <summary>The code of docs/alerts.md, in a host.</summary>
internal static class HostAFeed
{
    public static void Register(IServiceCollection services, KibanaOptions kibana, IReadOnlyList<DetectionRule> rules, string checkpointFile)
    {
        services.AddElasticResponseActions(o =>
        {
            o.Kibana = kibana;
            o.Feed = new HostedFeed { Rules = rules, Checkpoint = new FileAlertCheckpoint(checkpointFile) };
        });
        services.AddElasticResponseActionsService();
    }
}
