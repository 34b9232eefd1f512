using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>What Kibana checks of a script of its library before it looks at the hosts.</summary>
internal static class ScriptChecks
{
    /// <param name="world">The world.</param>
    /// <param name="request">A <c>runscript</c> request for Elastic Defend.</param>
    /// <param name="comment">The comment as it is stored: with the script's name in front.</param>
    public static Answer? ForRequest(FakeWorld world, ActionRequest request, out string? comment)
    {
        comment = request.Comment;
        if (!world.Version.Has(KibanaFeature.EndpointRunScript))
            return Answer.Error(400, KibanaTexts.RunScriptOff, $"Elastic Defend runs scripts from 9.4 on; this is {world.Version.Text}.");
        var id = request.Parameters!.Value.GetProperty("scriptId").GetString()!;
        if (world.Scripts.Find(script => script.Id == id) is not { } script)
            return Answer.Error(404, KibanaTexts.ScriptNotFound(id), $"The library has {Names(world)}. Add it with kibana.AddScript.");
        comment = KibanaTexts.ScriptComment(script, request.Comment);
        return script.RequiresInput && !request.Parameters.Value.TryGetProperty("scriptInput", out _)
            ? Answer.Error(400, KibanaTexts.ScriptNeedsInput(script.Name), "Send `scriptInput`.")
            : null;
    }

    private static string Names(FakeWorld world) => world.Scripts.Count == 0 ? "no script" : string.Join(", ", world.Scripts);
}
