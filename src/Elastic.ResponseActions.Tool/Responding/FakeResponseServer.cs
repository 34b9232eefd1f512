using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Responding;

/// <summary>A FakeKibana on a loopback port, with the hosts that the events speak of and a clock on which waiting costs nothing.</summary>
internal static class FakeResponseServer
{
    // One host after the other: the same input then gives the same output, action ids included.
    private static readonly PipelineOptions OneAfterTheOther = PipelineOptions.Default with { MaxConcurrentHosts = 1, MaxConcurrentWaits = 1 };

    /// <param name="pass">The events.</param>
    /// <param name="now">The time it starts at; where null, the scenario's, else the newest event's.</param>
    /// <param name="scenarioFile">The file of <c>--scenario</c>, where given.</param>
    /// <param name="files">Opens it.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="BadInputException">The scenario cannot be used.</exception>
    public static async Task<ResponseServer> StartAsync(EventPass pass, DateTimeOffset? now, string? scenarioFile, InputFiles files, CancellationToken cancellationToken)
    {
        var scenario = scenarioFile is null ? null : ScenarioFile.Read(scenarioFile, files);
        var clock = new VirtualTimeProvider(now ?? scenario?.Now ?? pass.Newest ?? DateTimeOffset.UnixEpoch);
        var kibana = new FakeKibana(FakeKibanaOptions.Default with { TimeProvider = clock });
        try
        {
            AddHosts(pass, kibana);
            if (scenario is not null)
                ScenarioFile.Apply(scenario, scenarioFile!, kibana);

            var address = await kibana.StartAsync(cancellationToken: cancellationToken);
            return new ResponseServer(kibana)
            {
                Kibana = new KibanaOptions { Address = address, SpaceId = kibana.SpaceId, Credentials = KibanaCredentials.ApiKey(kibana.ApiKey), JitterSeed = 1 },
                Rights = RightsOf(kibana),
                Clock = clock,
                Pipeline = OneAfterTheOther,
            };
        }
        catch
        {
            await kibana.DisposeAsync();
            throw;
        }
    }

    private static void AddHosts(EventPass pass, FakeKibana kibana)
    {
        var fleet = new EventFleet();
        foreach (var sourceEvent in pass.Events)
        {
            try
            {
                fleet.Add(sourceEvent.Document);
            }
            catch (InvalidOperationException)
            {
                // A text that is no valid Unicode: no alert is made of such an event either, so it needs no host.
            }
        }

        fleet.AddTo(kibana);
    }

    private static CallerRights RightsOf(FakeKibana kibana) => new()
    {
        License = kibana.License,
        Commands = new Dictionary<ResponseActionCommand, FakePermission>
        {
            [ResponseActionCommand.Isolate] = FakePermission.CanIsolateHost,
            [ResponseActionCommand.KillProcess] = FakePermission.CanKillProcess,
            [ResponseActionCommand.SuspendProcess] = FakePermission.CanSuspendProcess,
            [ResponseActionCommand.RunScript] = FakePermission.CanWriteExecuteOperations,
        }.Where(needed => Has(kibana, needed.Value)).Select(needed => needed.Key).ToHashSet(),
    };

    private static bool Has(FakeKibana kibana, FakePermission permission) =>
        kibana.User.Permissions.Contains(permission) && kibana.License.Includes(permission.LeastLicense);
}
