using System.Text;
using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Testing;

/// <summary>What goes wrong with a request that a <see cref="FakeFault"/> hits. A closed set, made by the methods here. Immutable.</summary>
public abstract record FakeFaultEffect
{
    private protected FakeFaultEffect()
    {
    }

    /// <summary>Another answer than the server's own: an error, a redirect, a log-in page, rubbish.</summary>
    /// <param name="status">The status.</param>
    /// <param name="body">The body; for an error status, Kibana's own shape where null.</param>
    /// <param name="contentType">The type of the body.</param>
    /// <param name="headers">Headers, such as <c>retry-after</c> or <c>location</c>.</param>
    /// <param name="isExecuted">Whether the server does the work all the same, and only its answer is lost.</param>
    public static FakeFaultEffect Answer(int status, string? body = null, string contentType = "application/json; charset=utf-8", IReadOnlyDictionary<string, string>? headers = null, bool isExecuted = false) =>
        new AnswerEffect(status, body, contentType, headers ?? new Dictionary<string, string>(), isExecuted);

    /// <summary>Time passes on the fake's clock.</summary>
    /// <param name="by">How much.</param>
    /// <param name="isExecuted">True: after the work, before the answer. False: before the work.</param>
    public static FakeFaultEffect Delay(TimeSpan by, bool isExecuted = true) => new DelayEffect(by, isExecuted);

    /// <summary>The connection is closed instead of an answer.</summary>
    /// <param name="isExecuted">Whether the work is done before.</param>
    /// <param name="isReset">Reset rather than closed; the same to a client in memory.</param>
    public static FakeFaultEffect Drop(bool isExecuted, bool isReset = false) => new DropEffect(isExecuted, isReset);

    /// <summary>The work is done, and the connection closed after some bytes of the answer, its status line and headers included.</summary>
    /// <param name="afterBytes">How many. In memory, where the head of an answer is no bytes, none of it arrives unless all of it does.</param>
    public static FakeFaultEffect Cut(int afterBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        return new CutEffect(afterBytes);
    }

    /// <summary>
    /// The connection is reset while the request is still being sent, after some bytes of its body; nothing is done. It is decided before the body is read:
    /// <see cref="FakeFault.When"/> sees none.
    /// </summary>
    /// <param name="afterBytes">How many bytes of the body are read; 0 for none. Where the body has fewer, it is read whole and reset then. In memory a body is handed over whole, and the rest is not looked at.</param>
    public static FakeFaultEffect CutUpload(int afterBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        return new CutUploadEffect(afterBytes);
    }

    /// <summary>Bytes of any kind in place of an answer, such as a garbage status line; in memory, where an answer is no bytes, the connection just fails.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="isExecuted">Whether the work is done before.</param>
    public static FakeFaultEffect Raw(string bytes, bool isExecuted) => new RawEffect(bytes, isExecuted);

    /// <summary>The answer's body arrives byte by byte.</summary>
    /// <param name="pause">The time on the fake's clock before each byte.</param>
    public static FakeFaultEffect Drip(TimeSpan pause) => new DripEffect(pause);

    /// <summary>An answer without end, until the client closes the connection.</summary>
    /// <param name="inHeaders">Whether the headers have no end, rather than the body; in memory the body in any case.</param>
    public static FakeFaultEffect Endless(bool inHeaders = false) => new EndlessEffect(inHeaders);

    /// <summary>The work is done, and the answer's body changed: broken, deep, with doubled keys, of the wrong type.</summary>
    /// <param name="change">Makes the body that is sent from the one that was meant.</param>
    public static FakeFaultEffect Rewrite(Func<string, string> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new RewriteEffect(change);
    }

    /// <summary>The work is done, and the answer names other agents than those asked for.</summary>
    /// <param name="agentIds">The agents it names; none for an empty list.</param>
    public static FakeFaultEffect WrongAgents(params IReadOnlyList<string> agentIds)
    {
        ArgumentNullException.ThrowIfNull(agentIds);
        return Rewrite(body =>
        {
            if (JsonNode.Parse(body) is not JsonObject answer || answer["data"] is not JsonObject data)
                return body;
            data["agents"] = new JsonArray([.. agentIds.Select(id => (JsonNode)JsonValue.Create(id))]);
            return Encoding.UTF8.GetString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(answer, Wire.TreeJson.Relaxed.JsonObject));
        });
    }

    /// <summary>The request reaches the server twice, as a proxy may do it, and the second answer is given.</summary>
    public static FakeFaultEffect DeliverTwice() => new DeliverTwiceEffect();

    /// <summary>Kibana, Fleet or a host behaves as it should not, for the actions of this request or for what it reads.</summary>
    /// <param name="how">How.</param>
    /// <param name="delay">How much later, where it is about time.</param>
    /// <param name="spaceId">The space, where it is about another.</param>
    public static FakeFaultEffect Misbehave(FakeMisbehaviour how, TimeSpan delay = default, string spaceId = "other") => new MisbehaveEffect(how, delay, spaceId);

    internal sealed record AnswerEffect(int Status, string? Body, string ContentType, IReadOnlyDictionary<string, string> Headers, bool IsExecuted) : FakeFaultEffect;

    internal sealed record DelayEffect(TimeSpan By, bool IsExecuted) : FakeFaultEffect;

    internal sealed record DropEffect(bool IsExecuted, bool IsReset) : FakeFaultEffect;

    internal sealed record CutEffect(int AfterBytes) : FakeFaultEffect;

    internal sealed record CutUploadEffect(int AfterBytes) : FakeFaultEffect;

    internal sealed record RawEffect(string Bytes, bool IsExecuted) : FakeFaultEffect;

    internal sealed record DripEffect(TimeSpan Pause) : FakeFaultEffect;

    internal sealed record EndlessEffect(bool InHeaders) : FakeFaultEffect;

    internal sealed record RewriteEffect(Func<string, string> Change) : FakeFaultEffect;

    internal sealed record DeliverTwiceEffect : FakeFaultEffect;

    internal sealed record MisbehaveEffect(FakeMisbehaviour How, TimeSpan By, string SpaceId) : FakeFaultEffect;
}
