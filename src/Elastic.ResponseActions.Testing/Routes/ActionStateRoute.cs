using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Says whether Kibana can sign actions; a cheap probe for whether the caller may send any.</summary>
internal sealed class ActionStateRoute() : Route("GET", "/api/endpoint/action/state")
{
    public override IReadOnlyList<FakePermission> AnyOf => FakePermission.AnyResponseAction;

    public override Work? Read(Call call, out string error)
    {
        error = "";
        return () => Answer.Ok(new ActionStateResponse(new ActionCapability(CanEncrypt: true)), WireJson.Default.ActionStateResponse);
    }
}
