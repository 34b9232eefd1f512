using Elastic.ResponseActions;
using Elastic.ResponseActions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Elastic response actions. Not thread-safe, as services are not while they are registered.</summary>
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
        AddShared(services);
        services.TryAddSingleton<IActionLedger, InMemoryActionLedger>();
        services.TryAddSingleton<IResponseActionTransport>(static s => Transport(s, Options(s)));
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

    /// <summary>
    /// Registers the same under a name, as keyed singletons: one call for each Kibana and space. Each has a ledger of its own, which is the keyed
    /// <see cref="IActionLedger"/> of that name, registered before, or one in memory.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The key of the services.</param>
    /// <param name="configure">Sets at least <see cref="ResponseActionsOptions.Kibana"/>.</param>
    public static IServiceCollection AddElasticResponseActions(this IServiceCollection services, string name, Action<ResponseActionsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<ResponseActionsOptions>(name).Configure(configure).ValidateOnStart();
        AddShared(services);
        services.TryAddKeyedSingleton<IActionLedger>(name, static (_, _) => new InMemoryActionLedger());
        services.TryAddKeyedSingleton<IResponseActionTransport>(name, static (s, key) => Transport(s, Options(s, key)));
        services.TryAddKeyedSingleton(name, static (s, key) => new ResponseActionsClient(s.GetRequiredKeyedService<IResponseActionTransport>(key), Options(s, key).Kibana!, s.GetRequiredService<TimeProvider>()));
        services.TryAddKeyedSingleton(name, static (s, key) => new ActionDispatcher(
            s.GetRequiredKeyedService<ResponseActionsClient>(key),
            Options(s, key).Policy,
            s.GetRequiredKeyedService<IActionLedger>(key),
            Options(s, key).Dispatch,
            s.GetService<ILogger<ActionDispatcher>>()));
        services.TryAddKeyedSingleton(name, static (s, key) => new ResponsePipelineFactory(s.GetRequiredKeyedService<ActionDispatcher>(key), Options(s, key).Pipeline));
        return services;
    }

    /// <summary>
    /// Has the host run the dispatcher, its release timer and the feed of <see cref="ResponseActionsOptions.Feed"/> in the background: what is enqueued is
    /// sent, and what an earlier process left in the ledger is taken up.
    /// </summary>
    /// <param name="services">The services, after <see cref="AddElasticResponseActions(IServiceCollection, Action{ResponseActionsOptions})"/>.</param>
    public static IServiceCollection AddElasticResponseActionsService(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(static s => s.ServiceType == typeof(ResponseActionsService) && !s.IsKeyedService))
            return services;

        services.AddSingleton(static s => new ResponseActionsService(s.GetRequiredService<ActionDispatcher>(), Options(s).Feed, s.GetService<ILogger<ResponseActionsService>>()));
        return services.AddSingleton<IHostedService>(static s => s.GetRequiredService<ResponseActionsService>());
    }

    /// <summary>The same for what is registered under a name: one call for each Kibana and space. Its gauges carry the name as a tag.</summary>
    /// <param name="services">The services, after <see cref="AddElasticResponseActions(IServiceCollection, string, Action{ResponseActionsOptions})"/>.</param>
    /// <param name="name">The key of the services.</param>
    public static IServiceCollection AddElasticResponseActionsService(this IServiceCollection services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (services.Any(s => s.ServiceType == typeof(ResponseActionsService) && name.Equals(s.ServiceKey)))
            return services;

        services.AddKeyedSingleton(name, static (s, key) => new ResponseActionsService(
            s.GetRequiredKeyedService<ActionDispatcher>(key), Options(s, key).Feed, s.GetService<ILogger<ResponseActionsService>>(), (string)key!));
        return services.AddSingleton<IHostedService>(s => s.GetRequiredKeyedService<ResponseActionsService>(name));
    }

    private static void AddShared(IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ResponseActionsOptions>, ResponseActionsOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
    }

    private static IResponseActionTransport Transport(IServiceProvider services, ResponseActionsOptions options) => options switch
    {
        { CreateTransport: { } create } => create(services, options.Kibana!),
        { HttpClientName: { } name } => new HttpClientTransport(options.Kibana!, services.GetRequiredService<IHttpClientFactory>(), name),
        _ => new HttpClientTransport(options.Kibana!),
    };

    private static ResponseActionsOptions Options(IServiceProvider services, object? name) =>
        services.GetRequiredService<IOptionsMonitor<ResponseActionsOptions>>().Get((string)name!);

    private static ResponseActionsOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<ResponseActionsOptions>>().Value;
}
