using System.Text;
using Elastic.ResponseActions.Tests.Kibana.Rules;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>The words that the tables of cases are written in.</summary>
internal static class Case
{
    public static EndpointId A1 { get; } = new("a1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static ContractCase Gives<T>(string section, string what, Func<Rig, ValueTask<T>> call, string text, Func<T, object?>? of = null) =>
        new(section, what, async rig => await call(rig) is var given && of is not null ? of(given) : given, new ContractEnd.Gives(text));

    public static ContractCase Sends<T>(string section, string what, Func<Rig, ValueTask<T>> call, string request) => new(section, what, async rig => await call(rig), new ContractEnd.Sends(request));

    public static ContractCase Refused<T>(string section, string what, Func<Rig, ValueTask<T>> call, int status, string message) => new(section, what, async rig => await call(rig), new ContractEnd.Refused(status, message));

    public static ContractCase Unsent<T>(string section, string what, Func<Rig, ValueTask<T>> call, string message) => new(section, what, async rig => await call(rig), new ContractEnd.Unsent(message));

    /// <summary>A command by hand; what counts is how it ended.</summary>
    public static ValueTask<ActionOperation> ByHandAsync(Rig rig, string host, ManualRequest request) => rig.Dispatcher.ByHand.SendAsync(new EndpointId(host), request, cancellationToken: Stop);

    /// <summary>A command that was sent and stored: its details as JSON.</summary>
    public static async ValueTask<ActionDetails> DetailsAsync(Rig rig, string host, ManualRequest request) => (await rig.Client.Actions.GetAsync((await ByHandAsync(rig, host, request)).Id!, Stop))!;

    public static ValueTask<DetectionRule> CreateAsync(Rig rig, string ruleId, string? actions = null, string type = "query") => rig.Client.Rules.CreateAsync(RuleRoutesTests.Rule(ruleId, actions, type), Stop);

    public static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(char letter, int length) => new(letter, length);
}
