using Elastic.ResponseActions;
using Elastic.ResponseActions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Elastic response actions.</summary>
public static class ResponseActionsServiceCollectionExtensions
{
    /// <summary>
    /// Registers transport, client, ledger, dispatcher and pipeline factory as singletons, with settings that are checked at start.
    /// What is registered before stays: a transport, a ledger or a <see cref="TimeProvider"/> of your own. The default ledger lives in memory only.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets at least <see cref="ResponseActionsOptions.Kibana"/>.</param>
    public static IServiceCollection AddElasticResponseActions(this IServiceCollection services, Action<ResponseActionsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<ResponseActionsOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ResponseActionsOptions>, ResponseActionsOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IActionLedger, InMemoryActionLedger>();
        services.TryAddSingleton<IResponseActionTransport>(static s => new HttpClientTransport(Options(s).Kibana!));
        services.TryAddSingleton(static s => new ResponseActionsClient(s.GetRequiredService<IResponseActionTransport>(), Options(s).Kibana!, s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static s => new ActionDispatcher(
            s.GetRequiredService<ResponseActionsClient>(),
            Options(s).Policy,
            s.GetRequiredService<IActionLedger>(),
            Options(s).Dispatch,
            s.GetService<ILogger<ActionDispatcher>>()));
        services.TryAddSingleton(static s => new ResponsePipelineFactory(s.GetRequiredService<ActionDispatcher>(), Options(s).Pipeline));
        return services;
    }

    /// <summary>Has the host run the dispatcher in the background: what is enqueued is sent, and what an earlier process left in the ledger is taken up.</summary>
    /// <param name="services">The services, after <see cref="AddElasticResponseActions"/>.</param>
    public static IServiceCollection AddElasticResponseActionsService(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ResponseActionsService>());
        return services;
    }

    private static ResponseActionsOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<ResponseActionsOptions>>().Value;
}
