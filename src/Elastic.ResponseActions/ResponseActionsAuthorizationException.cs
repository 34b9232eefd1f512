using Elastic.ResponseActions.Kibana;
using Elastic.ResponseActions.Kibana.Privileges;

namespace Elastic.ResponseActions;

/// <summary>
/// Kibana answered 403. For a missing privilege and for a licence that is too low it has one text, so the exception says which it most
/// probably was: <see cref="Needs"/>. <see cref="ResponseActionsClient.CheckPrivilegesAsync"/> tells which of them for certain.
/// </summary>
public sealed class ResponseActionsAuthorizationException : ResponseActionsException
{
    /// <summary>Makes an exception without an answer.</summary>
    public ResponseActionsAuthorizationException()
        : base("Kibana does not allow the call.")
    {
    }

    /// <summary>Makes an exception without an answer.</summary>
    /// <param name="message">What failed.</param>
    public ResponseActionsAuthorizationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception without an answer.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">The cause.</param>
    public ResponseActionsAuthorizationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal ResponseActionsAuthorizationException(TransportRequest request, TransportResponse response, ServerError error)
        : this(request, response, error, RouteNeeds.Of(request, error.Message))
    {
    }

    private ResponseActionsAuthorizationException(TransportRequest request, TransportResponse response, ServerError error, IReadOnlyList<PrivilegeNeed> needs)
        : base(request, response, error, Told(request, response, error) + Hint(needs)) => Needs = needs;

    /// <summary>What the call needs, the most probable first; empty where this library does not know the route.</summary>
    public IReadOnlyList<PrivilegeNeed> Needs { get; } = [];

    private static string Hint(IReadOnlyList<PrivilegeNeed> needs) => needs switch
    {
        [] => "",
        [{ LeastLicense: null } need] => $" Most probably missing: {need.Privilege}.",
        [{ LeastLicense: { } license } need] => $" Most probably missing: {need.Privilege}, or a licence of `{license}` or above.",
        _ => $" Most probably missing, one of: {string.Join(", ", needs.Select(static need => need.Privilege.ToString()).Distinct())}.",
    };
}
