using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>
/// Makes the server of the loopback face. It stands by itself, without a host around it: that would take most of the time of a start, and could read an address from
/// a settings file or an environment variable.
/// </summary>
internal static class FakeServer
{
    public static KestrelServer OnLoopback(int port, X509Certificate2? certificate)
    {
        var options = new KestrelServerOptions { ApplicationServices = certificate is null ? new NoServices() : ServicesOfTls(), AddServerHeader = false };
        options.Limits.MaxRequestBodySize = null;
        // A slow drip is a fault that tests ask for; the server must not end it by itself.
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
                listen.UseHttps(certificate);
            listen.Use(next => connection =>
            {
                connection.Transport = new MarkedTransport(connection.Transport);
                return next(connection);
            });
        });
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(options), sockets, NullLoggerFactory.Instance);
    }

    public static Task StartAsync(IServer server, RequestDelegate door, CancellationToken cancellationToken) => server.StartAsync(new Application(door), cancellationToken);

    // TLS needs services that only a host registers; this one is never started.
    private static IServiceProvider ServicesOfTls()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        return builder.Build().Services;
    }

    private sealed class Application(RequestDelegate door) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => door(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }

    /// <summary>What servers look for where there is no container.</summary>
    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(ILoggerFactory) ? NullLoggerFactory.Instance : null;
    }
}
