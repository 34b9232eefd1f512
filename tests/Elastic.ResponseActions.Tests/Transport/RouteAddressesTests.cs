using CsCheck;
using Elastic.ResponseActions.Transport;

namespace Elastic.ResponseActions.Tests.Transport;

public sealed class RouteAddressesTests
{
    private static readonly Uri Kibana = new("https://k.example/base");

    [Fact]
    public void Of_AnyOrderOfPathsAndQueries_IsWhatIsBuiltAnew()
    {
        var addresses = new RouteAddresses(Kibana);
        Gen.Select(Gen.Int[0, 600], Gen.Bool).Sample((number, hasQuery) =>
        {
            var request = new TransportRequest { Method = "GET", Path = $"/api/endpoint/action/{number}", Query = hasQuery ? [new("page", "1")] : [] };
            Assert.Equal(RequestUri.Build(Kibana, request), addresses.Of(request));
        }, iter: 5000);
    }

    [Fact]
    public void Of_PathThatWouldChange_IsRefusedEachTime()
    {
        var addresses = new RouteAddresses(Kibana);
        var request = new TransportRequest { Method = "GET", Path = "/api/endpoint/action/../x" };

        Assert.Throws<ArgumentException>(() => addresses.Of(request));
        Assert.Throws<ArgumentException>(() => addresses.Of(request));
    }
}
