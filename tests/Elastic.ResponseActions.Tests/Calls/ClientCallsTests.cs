using System.Reflection;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Calls;

public sealed class ClientCallsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. ClientCalls.All.Select(call => call.Name)];

    [Fact]
    public void All_EveryMethodThatAsksKibana_IsThere()
    {
        var methods = typeof(ResponseActionsClient).GetProperties().SelectMany(property => Asking(property.PropertyType).Select(method => $"{property.Name}.{method}"))
            .Concat(Asking(typeof(ResponseActionsClient))).ToHashSet();

        Assert.True(methods.Count > 25, $"only {methods.Count} methods were found");
        Assert.Empty(methods.Except(ClientCalls.All.Select(call => call.Method)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_NothingGoesWrong_Ends(string name)
    {
        await using var world = await CallWorld.StartAsync(Face.Loopback, Stop);

        var given = await ClientCalls.Named(name).RunAsync(world, world.Rig.Client, Stop);

        if (given is ActionOutcome outcome)
            Assert.Equal(ActionOutcomeKind.Confirmed, outcome.Kind);
        if (given is PrivilegeReport report)
            Assert.NotEmpty(report.Findings);
        Assert.NotNull(given);
    }

    private static IEnumerable<string> Asking(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(method => method.Name);
}
