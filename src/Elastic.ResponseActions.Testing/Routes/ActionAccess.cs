using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Whether an action can be read in a space; details and files ask the same questions.</summary>
internal static class ActionAccess
{
    /// <summary>Finds the action, or gives the answer that says why not.</summary>
    public static Answer? Refuse(FakeWorld world, Call call, string id, out FakeAction? action)
    {
        action = world.FindAction(id);
        if (action is null)
            return Answer.Error(404, KibanaTexts.ActionNotFound(id), Explanations.NoAction(id, world.Actions));
        if (world.Version.IsSpaceAware && action.PolicySpaces.Count == 0)
            return Answer.Error(500, KibanaTexts.ActionWithoutPolicy(id, call.SpaceId), Explanations.Orphan(action));
        return world.Sees(action, call.SpaceId)
            ? null
            : Answer.Error(404, KibanaTexts.ActionNotInSpace(id), Explanations.ActionElsewhere(action, call.SpaceId));
    }
}
