using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests;

/// <summary>A fake on a clock that the test moves, and a plain <see cref="HttpClient"/> on one of its faces.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string Isolate = "/api/endpoint/action/isolate";
    public const string Unisolate = "/api/endpoint/action/unisolate";
    public const string Kill = "/api/endpoint/action/kill_process";
    public const string Suspend = "/api/endpoint/action/suspend_process";
    public const string Actions = "/api/endpoint/action";
    public const string Metadata = "/api/endpoint/metadata";

    private Bench(FakeKibana kibana, VirtualTimeProvider clock, HttpClient client) => (Kibana, Clock, Client) = (kibana, clock, client);

    public static DateTimeOffset Start { get; } = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    public FakeKibana Kibana { get; }

    public VirtualTimeProvider Clock { get; }

    public HttpClient Client { get; }

    public static async Task<Bench> OpenAsync(Face face, FakeKibanaOptions? options = null)
    {
        var clock = new VirtualTimeProvider(Start);
        options ??= FakeKibanaOptions.Default;
        var kibana = new FakeKibana(options.TimeProvider == TimeProvider.System ? options with { TimeProvider = clock } : options);
        kibana.AddEndpoint("a1", name: "web-01", os: "windows");
        var client = face == Face.InMemory
            ? new HttpClient(kibana.CreateHandler()) { BaseAddress = kibana.Address }
            : new HttpClient { BaseAddress = await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken) };
        return new Bench(kibana, clock, client);
    }

    public void Pass(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>A second host, so that tests of another vendor's agents need no set-up of their own.</summary>
    public FakeEndpoint AddVendorHost(string agentId, AgentType type)
    {
        var host = Kibana.AddEndpoint(agentId);
        host.AgentType = type;
        Kibana.Connectors = [type];
        return host;
    }

    public Task<Reply> GetAsync(string path, FakeUser? user = null) => SendAsync(HttpMethod.Get, path, null, user);

    public Task<Reply> PostAsync(string path, string body, FakeUser? user = null) => SendAsync(HttpMethod.Post, path, body, user);

    /// <summary>Sends an action that has to be taken, and gives its <c>data</c>.</summary>
    public async Task<JsonElement> ActAsync(string path, string body)
    {
        var reply = await PostAsync(path, body);
        Assert.Equal(200, reply.Status);
        return reply.Body.GetProperty("data");
    }

    /// <summary>Reads the details of an action that has to exist.</summary>
    public async Task<JsonElement> DetailsAsync(JsonElement action)
    {
        var reply = await GetAsync($"{Actions}/{action.GetProperty("id").GetString()}");
        Assert.Equal(200, reply.Status);
        return reply.Body.GetProperty("data");
    }

    public async Task<Reply> SendAsync(HttpMethod method, string path, string? body, FakeUser? user = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Add("Authorization", $"ApiKey {(user ?? Kibana.User).ApiKey}");
        request.Headers.Add("kbn-xsrf", "true");
        request.Headers.Add("elastic-api-version", "2023-10-31");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        change?.Invoke(request);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Kibana.DisposeAsync();
    }

    /// <summary>Sends a form; a part with a file name is a file.</summary>
    public Task<Reply> PostFormAsync(string path, params (string Name, string Content, string? FileName)[] parts) => SendAsync(HttpMethod.Post, path, null, change: request =>
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, content, fileName) in parts)
        {
            var part = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
            if (fileName is null)
                form.Add(part, name);
            else
                form.Add(part, name, fileName);
        }
        request.Content = form;
    });
}

/// <summary>An answer, read whole.</summary>
internal sealed record Reply(int Status, JsonElement Body, IReadOnlyDictionary<string, string> Headers)
{
    public byte[] Bytes { get; init; } = [];

    public string Message => Body.GetProperty("message").GetString()!;

    /// <summary>The body has to be an error of the detection engine.</summary>
    public void IsEngineError(int status, string message)
    {
        Assert.Equal((status, message), (Status, Message));
        Assert.Equal(status, Body.GetProperty("status_code").GetInt32());
        Assert.Equal(2, Body.EnumerateObject().Count());
    }

    /// <summary>The body has to be a platform error of this status and text.</summary>
    public void IsError(int status, string error, string message)
    {
        Assert.Equal((status, message), (Status, Message));
        Assert.Equal(status, Body.GetProperty("statusCode").GetInt32());
        Assert.Equal(error, Body.GetProperty("error").GetString());
        Assert.Equal(3, Body.EnumerateObject().Count());
    }

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        return new Reply((int)response.StatusCode, bytes.Length == 0 || !isJson ? default : JsonElement.Parse(bytes), headers) { Bytes = bytes };
    }
}
