using System.Text.Json;
using Elastic.ResponseActions.Benchmarks.Hostile;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks.Tests;

public sealed class HostileEventsTests
{
    public static TheoryData<string> Names() => [.. HostileEvents.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Make_EachName_IsAnEventThatIsReadWhole(string name)
    {
        var workload = Tests.Workloads.Samples;
        var @event = new HostileEvents(workload).Make(name);

        Assert.Equal(EventError.None, workload.Compile().CreateMatcher().Match(@event).Error);
        Assert.True(EventLoops.ReadTokens(@event) > 10);
        Assert.Equal(@event, new HostileEvents(workload).Make(name));
    }

    [Fact]
    public void Make_LongCommandLines_AreAsLongAsTheySay()
    {
        var hostile = new HostileEvents(Tests.Workloads.Samples);
        foreach (var (name, isEscaped) in new[] { ("long command line", false), ("long command line, escaped", true) })
        {
            using var document = JsonDocument.Parse(hostile.Make(name));
            var value = document.RootElement.GetProperty("process").GetProperty("command_line");
            Assert.InRange(value.GetString()!.Length, 64 * 1024, 65 * 1024);
            Assert.Equal(isEscaped, value.GetRawText().Contains('\\', StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Make_WideArrays_HasFiveThousandValues()
    {
        using var document = JsonDocument.Parse(new HostileEvents(Tests.Workloads.Samples).Make("wide arrays"));

        Assert.Equal(5_000, document.RootElement.GetProperty("process").GetProperty("args").GetArrayLength());
    }

    [Fact]
    public void Make_AllEscapes_HasNoCharacterOfTextAsItIs()
    {
        var text = System.Text.Encoding.UTF8.GetString(new HostileEvents(Tests.Workloads.Samples).Make("all escapes"));

        Assert.DoesNotContain("process", text, StringComparison.Ordinal);
        Assert.Contains("\\u0070\\u0072\\u006f\\u0063\\u0065\\u0073\\u0073", text, StringComparison.Ordinal);
    }
}
