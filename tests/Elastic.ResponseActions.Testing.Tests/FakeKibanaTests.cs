using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Elastic.ResponseActions.Testing.Tests;

/// <summary>The fake as a thing to start, to look into and to throw away.</summary>
public sealed class FakeKibanaTests
{
    [Fact]
    public async Task StartAsync_Port_IsReachedOnLoopbackAndOnNoOtherAddress()
    {
        await using var kibana = new FakeKibana();
        var address = await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(("http", "127.0.0.1"), (address.Scheme, address.Host));
        Assert.Equal(address, kibana.Address);

        using (var inside = new TcpClient())
            await inside.ConnectAsync(IPAddress.Loopback, address.Port, TestContext.Current.CancellationToken);
        // 127.0.0.2 is loopback as well, but not the address asked for; it is there on every Linux machine, with or without a network.
        var others = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(ip => ip.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(ip))
            .Concat(OperatingSystem.IsLinux() ? [IPAddress.Parse("127.0.0.2")] : []);
        foreach (var ip in others)
        {
            using var outside = new TcpClient();
            await Assert.ThrowsAnyAsync<SocketException>(() => outside.ConnectAsync(ip, address.Port, TestContext.Current.CancellationToken).AsTask());
        }
    }

    [Fact]
    public async Task StartAsync_AddressInTheEnvironment_IsNotListenedOn()
    {
        const string variable = "ASPNETCORE_URLS";
        var before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, "http://0.0.0.0:0");
        try
        {
            await using var kibana = new FakeKibana();
            Assert.Equal("127.0.0.1", (await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken)).Host);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }

    [Fact]
    public async Task StartAsync_GivenPort_IsTakenAndFreedAgain()
    {
        int port;
        await using (var first = new FakeKibana())
        {
            port = (await first.StartAsync(cancellationToken: TestContext.Current.CancellationToken)).Port;
            await using var second = new FakeKibana();
            await Assert.ThrowsAsync<IOException>(() => second.StartAsync(port, TestContext.Current.CancellationToken));
            await Assert.ThrowsAsync<InvalidOperationException>(() => first.StartAsync(cancellationToken: TestContext.Current.CancellationToken));
        }
        await using var third = new FakeKibana();
        Assert.Equal(port, (await third.StartAsync(port, TestContext.Current.CancellationToken)).Port);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new FakeKibana().StartAsync(70_000, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Dispose_AThousandFakes_LeaveNoPortAndNoHostBehind()
    {
        List<WeakReference> fakes = [];
        List<int> ports = [];
        for (var i = 0; i < 1000; i++)
            await UseOneAsync(fakes, ports, onLoopback: i % 10 == 0);

        foreach (var port in ports)
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
        }
        for (var i = 0; i < 20 && fakes.Exists(fake => fake.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }
        // The last fakes may still hang on a pooled task or a thread's stack; a leak would hold all of them.
        Assert.InRange(fakes.Count(fake => fake.IsAlive), 0, 5);
    }

    [Fact]
    public async Task Dispose_Disposed_RefusesNewFaces()
    {
        var kibana = new FakeKibana();
        await kibana.DisposeAsync();
        await kibana.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(kibana.CreateHandler);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Faces_SameFake_ShareOneWorld()
    {
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1").AnswerAfter = TimeSpan.Zero;
        using var inMemory = kibana.CreateClient();
        using var onLoopback = new HttpClient { BaseAddress = await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken) };
        onLoopback.DefaultRequestHeaders.Add("Authorization", $"ApiKey {kibana.ApiKey}");

        using var sent = await inMemory.PostAsync(Bench.Isolate, new StringContent("""{"endpoint_ids":["a1"]}""", null, "application/json"), TestContext.Current.CancellationToken);
        using var read = await onLoopback.GetAsync($"{Bench.Actions}/{kibana.Actions[0].Id}", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (sent.StatusCode, read.StatusCode));
        Assert.True(kibana.Hosts["a1"].IsIsolated);
    }

    [Theory, BothFaces]
    public async Task Requests_EveryOne_IsKeptWithWhoAndWhat(Face face)
    {
        await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { KeptRequests = 2 });
        await bench.GetAsync("/api/status");
        await bench.GetAsync("/s/soc/api/endpoint/metadata?page=0");
        await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["zz"]}""");

        var requests = bench.Kibana.Requests;

        Assert.Equal(2, requests.Count);
        Assert.Equal(("GET", "/s/soc/api/endpoint/metadata?page=0", "soc", 200), (requests[0].Method, requests[0].Path, requests[0].SpaceId, requests[0].Status));
        Assert.Equal(("POST", "elastic", 400, """{"endpoint_ids":["zz"]}"""), (requests[1].Method, requests[1].User, requests[1].Status, requests[1].Body));
        Assert.Equal(Bench.Start, requests[1].At);
    }

    [Theory, BothFaces]
    public async Task Explain_RefusedRequests_SayWhatThereIsAndWhatToAdd(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].IsIsolated = true;
        bench.Kibana.AddEndpoint("b2").HasDefend = false;
        var user = bench.Kibana.AddUser("analyst", FakePermission.CanReadSecuritySolution);
        await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["zz"]}""");
        await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["a1","b2"]}""");
        await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""", user);
        bench.Kibana.License = LicenseLevel.Gold;
        await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");
        await bench.GetAsync("/api/nothing");

        var text = bench.Kibana.Explain();

        Assert.Contains("licence `gold`", text, StringComparison.Ordinal);
        Assert.Contains("POST /api/endpoint/action/isolate by 'elastic' -> 400: FakeKibana has no endpoint 'zz'. Known: 'a1' web-01 (windows, isolated), 'b2' (linux, without Elastic Defend). Add it with kibana.AddEndpoint(\"zz\").", text, StringComparison.Ordinal);
        Assert.Contains("-> 200: Host 'b2' (linux, without Elastic Defend) has an agent but no Elastic Defend; set HasDefend to true.", text, StringComparison.Ordinal);
        Assert.Contains("-> 403: User 'analyst' lacks `canIsolateHost` (privilege `host_isolation_all`). Add it to user.Permissions.", text, StringComparison.Ordinal);
        Assert.Contains("-> 403: User 'elastic' has `canIsolateHost`, which needs licence `platinum`; the licence is `gold`. Set kibana.License.", text, StringComparison.Ordinal);
        Assert.Contains("-> 404: FakeKibana has no route GET /api/nothing.", text, StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Kibana.ApiKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Kibana.User.Password, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hosts_UnknownOrAmbiguousName_ThrowWithWhatThereIs()
    {
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1", name: "web-01");
        kibana.AddEndpoint("b2", name: "web-01");

        Assert.Equal("FakeKibana has no endpoint 'ed51'. Known: 'a1' web-01 (linux), 'b2' web-01 (linux). Add it with kibana.AddEndpoint(\"ed51\").",
            Assert.Throws<KeyNotFoundException>(() => kibana.Hosts["ed51"]).Message);
        Assert.Equal("FakeKibana has 2 hosts named 'web-01'; use the agent id: 'a1', 'b2'.",
            Assert.Throws<KeyNotFoundException>(() => kibana.Hosts["web-01"]).Message);
        Assert.Throws<ArgumentException>(() => kibana.AddEndpoint("a1"));
        Assert.Throws<ArgumentException>(() => kibana.AddUser("elastic"));
        Assert.Throws<ArgumentException>(() => new FakeKibana(new FakeKibanaOptions { Version = "nine" }));
    }

    // The best of some, since other tests run beside it.
    [Theory]
    [InlineData(Face.InMemory, 50)]
    [InlineData(Face.Loopback, 300)]
    public async Task Start_WarmFake_AnswersSoon(Face face, int milliseconds)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 10; i++)
        {
            var watch = Stopwatch.StartNew();
            await using var bench = await Bench.OpenAsync(face);
            Assert.Equal(200, (await bench.GetAsync("/api/status")).Status);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{face}: first answer after {best.TotalMilliseconds:F1} ms");
        Assert.True(best < TimeSpan.FromMilliseconds(milliseconds), $"{best.TotalMilliseconds:F1} ms");
    }

    private static async Task UseOneAsync(List<WeakReference> fakes, List<int> ports, bool onLoopback)
    {
        await using var kibana = new FakeKibana();
        fakes.Add(new WeakReference(kibana));
        using var client = onLoopback
            ? new HttpClient { BaseAddress = await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken) }
            : kibana.CreateClient();
        using var answer = await client.GetAsync("/nowhere", TestContext.Current.CancellationToken);
        Assert.Equal(onLoopback ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound, answer.StatusCode);
        if (onLoopback)
            ports.Add(kibana.Address.Port);
    }
}
