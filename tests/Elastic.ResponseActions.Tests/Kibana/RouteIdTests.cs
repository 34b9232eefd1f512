using CsCheck;
using Elastic.ResponseActions.Kibana;
using Elastic.ResponseActions.Transport;

namespace Elastic.ResponseActions.Tests.Kibana;

public sealed class RouteIdTests
{
    [Fact]
    public void IsValid_AnyText_NeverLetsTheIdChangeThePath() =>
        Gen.String[Gen.OneOf(Gen.Char["./\\%?#&@:;~ \r\n\0"], Gen.Char['a', 'f'], Gen.Char), 0, 12].Sample(
            static id =>
            {
                if (!RouteId.IsValid(id))
                    return true;

                var uri = RequestUri.Build(new Uri("https://k.example/base"), new TransportRequest { Method = "GET", Path = $"/api/endpoint/action/{id}" });
                return uri.AbsolutePath == $"/base/api/endpoint/action/{id}";
            },
            iter: 10_000);
}
