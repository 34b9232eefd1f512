using System.Net;
using System.Net.Sockets;
using Elastic.ResponseActions.Dispatching;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>This machine and Kibana's are found without being named in the policy, and are never acted on.</summary>
public sealed class InfrastructureHostsTests
{
    private readonly VirtualTimeProvider _time = new(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));
    private int _lookUps;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_KibanaByName_LooksItsAddressesUpOnceInTenMinutes()
    {
        var hosts = Find("https://kibana.corp.example:5601", name => [IPAddress.Parse("192.0.2.7")]);

        var first = await hosts.ReadAsync(Stop);
        await hosts.ReadAsync(Stop);
        var lookUps = _lookUps;
        _time.Advance(TimeSpan.FromMinutes(10));
        await hosts.ReadAsync(Stop);

        Assert.Equal(["the machine that this runs on", "Kibana's"], first.Select(static h => h.What));
        Assert.Equal(("kibana.corp.example", "192.0.2.7"), (Assert.Single(first[1].Names), $"{Assert.Single(first[1].Addresses)}"));
        Assert.Equal((1, 2), (lookUps, _lookUps));
    }

    [Fact]
    public async Task Read_NameCannotBeLookedUp_StillCountsTheName()
    {
        var hosts = await Find("https://kibana.example", static _ => throw new SocketException(11001)).ReadAsync(Stop);

        Assert.Equal("kibana.example", Assert.Single(hosts[1].Names));
        Assert.Empty(hosts[1].Addresses);
    }

    [Theory]
    [InlineData("https://192.0.2.9:5601", "192.0.2.9")]
    [InlineData("https://[2001:db8::9]:5601", "2001:db8::9")]
    public async Task Read_KibanaByAddress_AsksNobody(string address, string expected)
    {
        var hosts = await Find(address, static _ => throw new InvalidOperationException("asked")).ReadAsync(Stop);

        Assert.Equal(expected, $"{Assert.Single(hosts[1].Addresses)}");
        Assert.Empty(hosts[1].Names);
    }

    [Theory]
    [InlineData("http://localhost:5601")]
    [InlineData("http://127.0.0.1:5601")]
    public async Task Read_KibanaOnThisMachine_IsThisMachine(string address) =>
        Assert.Equal("the machine that this runs on", Assert.Single(await Find(address, static _ => throw new InvalidOperationException("asked")).ReadAsync(Stop)).What);

    [Fact]
    public async Task ByHand_ThisMachine_IsRefusedAndItsReleaseIsNot()
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);
        rig.Kibana.AddEndpoint("self", Environment.MachineName);

        var isolated = await rig.Dispatcher.ByHand.IsolateAsync(new EndpointId("self"), cancellationToken: Stop);
        var released = await rig.Dispatcher.ByHand.ReleaseAsync(new EndpointId("self"), cancellationToken: Stop);

        Assert.Equal((ActionOutcomeKind.Refused, "protected hosts"), (isolated.Outcome.Kind, isolated.Outcome.Guard));
        Assert.Contains("the machine that this runs on", isolated.Outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(ActionOutcomeKind.Sent, released.Outcome.Kind);
        Assert.Single(rig.Way.Posts);
    }

    [Fact]
    public async Task ByHand_KibanasOwnHost_IsRefused()
    {
        var kibana = new PlainKibana(_time);
        var options = new KibanaOptions { Address = new Uri("https://name-kibana.corp.example"), JitterSeed = 1 };
        var rights = new CallerRights { Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Isolate } };
        using var dispatcher = new ActionDispatcher(new ResponseActionsClient(kibana, options, _time), ResponsePolicy.Default, new InMemoryActionLedger(), new DispatchOptions { Rights = rights });

        var isolated = await dispatcher.ByHand.IsolateAsync(new EndpointId("kibana"), cancellationToken: Stop);

        Assert.Equal((ActionOutcomeKind.Refused, "protected hosts"), (isolated.Outcome.Kind, isolated.Outcome.Guard));
        Assert.Empty(kibana.Posts);
    }

    private InfrastructureHosts Find(string address, Func<string, IPAddress[]> resolve) => new(
        new Uri(address),
        (name, _) =>
        {
            _lookUps++;
            return Task.FromResult(resolve(name));
        },
        _time);
}
