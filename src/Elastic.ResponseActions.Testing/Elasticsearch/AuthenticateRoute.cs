using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Elasticsearch;

/// <summary>Says who asks.</summary>
internal sealed class AuthenticateRoute() : Route("GET", "/_security/_authenticate")
{
    public override Work? Read(Call call, out string error)
    {
        error = "";
        return () => Answer.Ok(new AuthenticateResponse(call.User!.Name, [], Enabled: true), WireJson.Default.AuthenticateResponse);
    }
}
