using System.Text;

namespace Elastic.ResponseActions.Testing.Tests.Contract;

/// <summary>A fake on a port of its own, spoken to by a bare <see cref="HttpClient"/>.</summary>
internal static class Loopback
{
    public static Task<Bench> OpenAsync(string version = "9.4.0", FakeKibanaOptions? options = null) =>
        Bench.OpenAsync(Face.Loopback, (options ?? new FakeKibanaOptions()) with { Version = version });

    /// <summary>Sends a request that has nothing but what <paramref name="change"/> gives it.</summary>
    public static async Task<Reply> SendBareAsync(this Bench bench, HttpMethod method, string path, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        change(request);
        using var response = await bench.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.ReadAsync(response);
    }

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
