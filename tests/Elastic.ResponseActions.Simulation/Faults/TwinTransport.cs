using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Simulation;

/// <summary>The planted bugs that sit between client and network.</summary>
internal sealed partial class TwinTransport(Twin twin, IResponseActionTransport way) : IResponseActionTransport
{
    private readonly Dictionary<string, string> _asked = [];

    public Func<Uri, IResponseActionTransport>? ForSelfTest => null;

    public async ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        var isPost = request.Method == "POST";
        if (twin == Twin.BlindRetry && isPost)
            return await RetryAsync(request, cancellationToken).ConfigureAwait(false);

        if (twin == Twin.PeopleIgnored && Asks(request, "isolate") && Asks(request, "unisolate"))
            request = request with { Query = [.. request.Query.Where(static q => q.Key != "pageSize"), new("pageSize", "100")] };
        var answer = await way.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return twin switch
        {
            Twin.ThrottleIsFinal when isPost && answer.StatusCode == 429 => answer with { StatusCode = 400 },
            Twin.ResendAfter500 when isPost && answer.StatusCode == 500 => answer with { StatusCode = 502 },
            Twin.ReleaseIgnored when Asks(request, "unisolate") && !Asks(request, "isolate") => Changed(answer, static _ => """{"data":[],"total":0}"""),
            Twin.PeopleIgnored when Asks(request, "isolate") && Asks(request, "unisolate") => Changed(answer, WithoutPeople),
            Twin.AnswerTrusted when AskedAgent(request, answer) is { } agent => Changed(answer, text => Agents().Replace(text, $"\"agents\":[\"{agent}\"]")),
            _ => answer,
        };
    }

    private async Task<TransportResponse> RetryAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await way.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (answer.StatusCode < 500 || attempt == 3)
                    return answer;
            }
            catch (TransportException) when (attempt < 3)
            {
                // That is the bug.
            }
        }
    }

    private static bool Asks(TransportRequest request, string command) => request.Query.Any(q => q.Key == "commands" && q.Value == command);

    private static string WithoutPeople(string list)
    {
        using var parsed = JsonDocument.Parse(list);
        var ours = parsed.RootElement.GetProperty("data").EnumerateArray().Where(static a => a.GetProperty("comment").GetString()!.Contains("[ra:1:", StringComparison.Ordinal));
        return $$"""{"page":1,"total":1,"data":[{{string.Join(',', ours.Select(static a => a.GetRawText()))}}]}""";
    }

    private string? AskedAgent(TransportRequest request, TransportResponse answer)
    {
        if (request.Method == "POST")
        {
            var agent = Endpoint().Match(Encoding.UTF8.GetString(request.Body.Span)).Groups[1].Value;
            _asked[Id().Match(Encoding.UTF8.GetString(answer.Body.Span)).Value] = agent;
            return agent;
        }

        var id = request.Path[(request.Path.LastIndexOf('/') + 1)..];
        return _asked.GetValueOrDefault($"\"id\":\"{id}\"");
    }

    private static TransportResponse Changed(TransportResponse answer, Func<string, string> change) =>
        answer.StatusCode != 200 ? answer : answer with { Body = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(answer.Body.Span))) };

    [GeneratedRegex("\"agents\":\\[[^\\]]*\\]")]
    private static partial Regex Agents();

    [GeneratedRegex("\"id\":\"action-[0-9]+\"")]
    private static partial Regex Id();

    [GeneratedRegex("\"endpoint_ids\":\\[\"([^\"]*)\"\\]")]
    private static partial Regex Endpoint();
}
