using System.Text.Json;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Rules;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Search;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>What the routes of alerts have in common: a JSON object as body, and searches that may be wrong.</summary>
internal abstract class AlertRoute(FakeWorld world, string template) : Route("POST", template)
{
    protected FakeWorld World => world;

    public sealed override Work? Read(Call call, out string error)
    {
        error = KibanaTexts.BadJson;
        if (!JsonBody.TryParse(call.Body!, out var body))
            return null;
        List<(string Path, string Problem)> problems = [];
        if (body.ValueKind != JsonValueKind.Object)
            problems.Add(("", $"Expected object, received {ZodTexts.TypeOf(body)}"));
        else
            Check(body, problems);
        error = problems.Count == 0 ? "" : ZodTexts.Join("request body", problems);
        return problems.Count == 0 ? () => Try(call, body) : null;
    }

    /// <summary>Checks the members of the body.</summary>
    protected abstract void Check(JsonElement body, List<(string Path, string Problem)> problems);

    protected abstract Answer Run(Call call, JsonElement body);

    private Answer Try(Call call, JsonElement body)
    {
        try
        {
            return Run(call, body);
        }
        catch (SearchException wrong)
        {
            return Answer.EngineError(400, wrong.Message, $"FakeKibana evaluates these queries: {QueryDsl.Known}.");
        }
    }

    protected static void Require(JsonElement body, string name, FieldKind kind, List<(string Path, string Problem)> problems)
    {
        if (body.TryGetProperty(name, out var value))
            problems.AddRange(kind.Check(value, name));
        else
            problems.Add((name, ZodTexts.Required));
    }

    protected static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);
}
