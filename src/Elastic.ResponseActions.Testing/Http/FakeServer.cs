using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>Builds the two faces over one door. The builder is the empty one: no settings file or environment variable can add an address.</summary>
internal static class FakeServer
{
    public static WebApplication OnLoopback(RequestDelegate door, int port, X509Certificate2? certificate) => Build(door, host => host.UseKestrelCore().ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        // A slow drip is a fault that tests ask for; the server must not end it by itself.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
                listen.UseHttps(certificate);
        });
    }));

    public static WebApplication InMemory(RequestDelegate door) => Build(door, host => host.UseTestServer());

    private static WebApplication Build(RequestDelegate door, Action<IWebHostBuilder> chooseServer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        chooseServer(builder.WebHost);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        app.Run(door);
        return app;
    }

    /// <summary>The default lifetime takes Ctrl-C for itself; a fake inside a test or a tool must not.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
