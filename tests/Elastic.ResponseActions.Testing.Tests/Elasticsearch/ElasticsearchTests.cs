using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.Elasticsearch;

/// <summary>The second address: privileges and licence, in Elasticsearch's own shapes.</summary>
public sealed class ElasticsearchTests
{
    [Theory, BothFaces]
    public async Task HasPrivileges_User_HearsWhatItMayDoWhateverTheLicence(Face face)
    {
        await using var kibana = new FakeKibana(new FakeKibanaOptions { License = LicenseLevel.Basic });
        var analyst = kibana.AddUser("analyst", FakePermission.CanReadSecuritySolution, FakePermission.CanIsolateHost);
        using var client = await ClientAsync(kibana, face, analyst);

        var (status, body) = await SendAsync(client, HttpMethod.Post, "/_security/user/_has_privileges", """
            { "application": [ { "application": "kibana-.kibana", "resources": ["space:default"],
              "privileges": ["login:", "api:securitySolution", "api:securitySolution-writeHostIsolation", "api:securitySolution-writeProcessOperations", "feature_siemV5.host_isolation_all", "feature_siemV4.host_isolation_all"] } ] }
            """);

        Assert.Equal(200, status);
        Assert.Equal(
            """{"username":"analyst","has_all_requested":false,"cluster":{},"index":{},"application":{"kibana-.kibana":{"space:default":{"login:":true,"api:securitySolution":true,"api:securitySolution-writeHostIsolation":true,"api:securitySolution-writeProcessOperations":false,"feature_siemV5.host_isolation_all":true,"feature_siemV4.host_isolation_all":false}}}}""",
            body.GetRawText());
    }

    [Theory]
    [InlineData("enterprise", "active", "enterprise")]
    [InlineData("platinum", "active", "platinum")]
    [InlineData("none", "expired", "enterprise")]
    public async Task License_Level_IsShownBothWays(string level, string status, string type)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var kibana = new FakeKibana(new FakeKibanaOptions { License = new LicenseLevel(level) });
            using var client = await ClientAsync(kibana, face, kibana.User);

            var license = (await SendAsync(client, HttpMethod.Get, "/_license")).Body.GetProperty("license");
            var xpack = (await SendAsync(client, HttpMethod.Get, "/_xpack")).Body.GetProperty("license");

            Assert.Equal((status, type), (license.GetProperty("status").GetString(), license.GetProperty("type").GetString()));
            Assert.Equal((status, type), (xpack.GetProperty("status").GetString(), xpack.GetProperty("type").GetString()));
        }
    }

    [Theory]
    [InlineData("platinum", "active", "platinum")]
    [InlineData("none", "expired", "enterprise")]
    public async Task License_FromKibana_IsTheSame(string level, string status, string type)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback, new FakeKibanaOptions { License = new LicenseLevel(level) });

        var license = (await bench.GetAsync("/api/licensing/info")).Body.GetProperty("license");

        Assert.Equal((status, type), (license.GetProperty("status").GetString(), license.GetProperty("type").GetString()));
    }

    [Theory, BothFaces]
    public async Task Errors_HaveElasticsearchsShape(Face face)
    {
        await using var kibana = new FakeKibana();
        using var client = await ClientAsync(kibana, face, kibana.User);
        using var nobody = await ClientAsync(kibana, face, null);

        var (unauthorized, refusal) = await SendAsync(nobody, HttpMethod.Get, "/_license");
        Assert.Equal((401, "security_exception"), (unauthorized, refusal.GetProperty("error").GetProperty("type").GetString()));
        Assert.Equal(404, (await SendAsync(client, HttpMethod.Get, "/_nothing")).Status);
        Assert.Equal(400, (await SendAsync(client, HttpMethod.Post, "/_security/user/_has_privileges", """{"application":[7]}""")).Status);
        Assert.Equal(400, (await SendAsync(client, HttpMethod.Post, "/_security/user/_has_privileges", "{")).Status);
    }

    [Fact]
    public async Task Cluster_OfTwoNames_HasTwoIdsOnBothAddresses()
    {
        await using var one = new FakeKibana();
        await using var two = new FakeKibana(new FakeKibanaOptions { ClusterName = "other" });
        using var first = await ClientAsync(one, Face.InMemory, one.User);
        using var second = await ClientAsync(two, Face.InMemory, two.User);

        var ids = new[] { (await SendAsync(first, HttpMethod.Get, "/")).Body, (await SendAsync(second, HttpMethod.Get, "/")).Body }.Select(body => body.GetProperty("cluster_uuid").GetString());

        Assert.Equal(2, ids.Distinct().Count());
    }

    private static async Task<HttpClient> ClientAsync(FakeKibana kibana, Face face, FakeUser? user)
    {
        var address = face == Face.Loopback && !kibana.Elasticsearch.Address.IsLoopback
            ? await kibana.Elasticsearch.StartAsync(cancellationToken: TestContext.Current.CancellationToken)
            : kibana.Elasticsearch.Address;
        var client = face == Face.Loopback ? new HttpClient() : new HttpClient(kibana.Elasticsearch.CreateHandler());
        client.BaseAddress = address;
        if (user is not null)
            client.DefaultRequestHeaders.Add("Authorization", $"ApiKey {user.ApiKey}");
        return client;
    }

    private static async Task<(int Status, JsonElement Body)> SendAsync(HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("true", Assert.Single(response.Headers.GetValues("x-elastic-response-actions-fake")));
        return ((int)response.StatusCode, JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
    }
}
