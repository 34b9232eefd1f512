using System.Reflection;
using System.Text;
using Elastic.ResponseActions.Telemetry;
using Elastic.ResponseActions.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.Tests.Telemetry;

public sealed class LogTests
{
    // Line breaks, terminal escapes, marks of direction, a null, a lone surrogate, what looks like markup, and too much of it.
    private static readonly string[] Hostile =
        ["a\r\nb", "a\nFAKE 1001 isolated", "\u001b[2J\u001b[31mred", "\u009b31m", "safe\u202egpj.exe", "\u2066x\u2069", "nul\0nul", "\ud800", "line\u2028para\u2029", "\u200b\ufeff", "${jndi:ldap://x}", "{Asked} {0}", new string('x', 1_000_000)];

    /// <summary>Event ids are a promise: what is here is documented, and never becomes another event's.</summary>
    private static readonly (int Id, LogLevel Level)[] Promised =
    [
        (1001, LogLevel.Information), (1002, LogLevel.Information), (1003, LogLevel.Warning), (1004, LogLevel.Warning), (1005, LogLevel.Error), (1006, LogLevel.Error),
        (1007, LogLevel.Critical), (1008, LogLevel.Error), (1009, LogLevel.Critical), (1010, LogLevel.Warning), (1011, LogLevel.Information), (1012, LogLevel.Information),
        (1013, LogLevel.Error), (1014, LogLevel.Warning), (1015, LogLevel.Error), (1101, LogLevel.Warning), (1102, LogLevel.Information), (1103, LogLevel.Warning), (1104, LogLevel.Error),
    ];

    public static TheoryData<string> Messages() => [.. Calls().Select(static call => call.Name)];

    [Fact]
    public void Messages_IdsAndLevels_AreThosePromised() =>
        Assert.Equal(Promised, Calls().Select(static call => call.GetCustomAttribute<LoggerMessageAttribute>()!).Select(static one => (one.EventId, one.Level)).Order());

    [Theory]
    [MemberData(nameof(Messages))]
    public void Log_HostileText_IsOneVisibleLine(string message)
    {
        foreach (var call in Calls().Where(call => call.Name == message))
        {
            foreach (var text in Hostile)
            {
                var log = new LogLines<ActionDispatcher>();
                call.Invoke(null, [.. call.GetParameters().Select(parameter => Argument(parameter.ParameterType, log, text))]);

                var line = Assert.Single(log.All);
                Assert.All(line.Values.Append(line.Text), static told => Assert.DoesNotContain(told.EnumerateRunes(), static rune =>
                    Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator));
                Assert.InRange(line.Text.Length, 1, 8192);
            }
        }
    }

    [Fact]
    public async Task Dispatch_CommandLinesAndBodies_AreNotToldAtInformation()
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);
        rig.Kibana.AddEndpoint("a1", "web-01").CommandResults["canary-command"] = new("canary-output");
        var log = new LogLines<ActionDispatcher>();
        using var dispatcher = new ActionDispatcher(rig.Client, rig.Policy, rig.Ledger, new DispatchOptions { Rights = rig.Rights }, log);
        ManualRequest[] requests =
        [
            new ExecuteRequest { CommandLine = "canary-command", Comment = "canary-comment" },
            new RunScriptRequest { ScriptId = "no-such", ScriptInput = "canary-input" },
            new UploadRequest { FileName = "canary.sh", Open = static () => new MemoryStream("canary-body"u8.ToArray()) },
        ];

        foreach (var request in requests)
            await dispatcher.ByHand.SendAsync(new EndpointId("a1"), request, WaitUntil.Completed, TestContext.Current.CancellationToken);

        Assert.Contains(log.All, static line => line.Id == 1001);
        Assert.DoesNotContain(log.All, static line => line.Text.Contains("canary", StringComparison.Ordinal));
    }

    private static IEnumerable<MethodInfo> Calls() => typeof(ActionDispatcher).Assembly.GetTypes()
        .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(static method => method.GetCustomAttribute<LoggerMessageAttribute>() is not null);

    private static object Argument(Type type, ILogger log, string text) => type switch
    {
        _ when type == typeof(ILogger) => log,
        _ when type == typeof(LogText) => (LogText)text,
        _ when type == typeof(AskedAction) => new AskedAction(new ResponseActionCommand(text), new EndpointId(text)),
        _ when type == typeof(int) => 1,
        _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(1),
        _ when type == typeof(Exception) => new InvalidOperationException("thrown"),
        _ => throw new NotSupportedException($"A log message takes a {type}: is it escaped?"),
    };
}
