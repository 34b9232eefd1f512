using Elastic.ResponseActions.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Elastic.ResponseActions.Tests.DependencyInjection;

public sealed class AddElasticResponseActionsTests
{
    [Fact]
    public async Task AddElasticResponseActions_GoodOptions_GivesAClientThatWorks()
    {
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1", "web-01");
        var address = await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddElasticResponseActions(o => o.Kibana = new KibanaOptions { Address = address, Credentials = KibanaCredentials.ApiKey(kibana.ApiKey) })
            .BuildServiceProvider(validateScopes: true);

        var endpoint = await services.GetRequiredService<ResponseActionsClient>().Endpoints.GetAsync(new EndpointId("a1"), TestContext.Current.CancellationToken);

        Assert.Equal("web-01", endpoint?.HostName);
        Assert.NotNull(services.GetRequiredService<ResponsePipelineFactory>().Create(DetectionRuleSet.Compile([])));
        Assert.Same(services.GetRequiredService<ActionDispatcher>(), services.GetRequiredService<ActionDispatcher>());
    }

    [Fact]
    public void AddElasticResponseActions_BadOptions_NamesEveryErrorAtStart()
    {
        using var services = new ServiceCollection()
            .AddElasticResponseActions(static o => o.Kibana = new KibanaOptions { Address = new Uri("http://kibana.example"), SpaceId = "A" })
            .BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(3, error.Failures.Count());
        Assert.Throws<OptionsValidationException>(services.GetRequiredService<ResponseActionsClient>);
    }

    [Fact]
    public void AddElasticResponseActions_OwnLedgerBefore_IsKept()
    {
        var ledger = new InMemoryActionLedger();
        using var services = new ServiceCollection()
            .AddSingleton<IActionLedger>(ledger)
            .AddElasticResponseActions(static o => o.Kibana = new KibanaOptions { Address = new Uri("https://kibana.example"), Credentials = KibanaCredentials.ApiKey("k") })
            .BuildServiceProvider();

        Assert.Same(ledger, services.GetRequiredService<IActionLedger>());
        Assert.NotNull(services.GetRequiredService<ActionDispatcher>());
    }
}
