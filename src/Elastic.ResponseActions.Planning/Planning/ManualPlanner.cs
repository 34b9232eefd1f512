namespace Elastic.ResponseActions;

/// <summary>Turns what a person asks of one host into a planned action; from there on it takes the way of every other. Holds no state.</summary>
public static class ManualPlanner
{
    /// <summary>Plans a request on one host.</summary>
    /// <param name="request">The request.</param>
    /// <param name="host">The host's agent id.</param>
    /// <param name="spaceId">The space it is sent to.</param>
    /// <param name="requestId">Names this call; see <see cref="ManualRequest.RequestId"/>.</param>
    /// <param name="upload">What is known of the file, for <see cref="UploadRequest"/>.</param>
    /// <exception cref="ArgumentException">The request is not valid; it lists every error.</exception>
    public static PlannedAction Plan(ManualRequest request, EndpointId host, string spaceId, string requestId, UploadedFile? upload = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrWhiteSpace(requestId);
        if (request.Validate() is { Count: > 0 } errors)
            throw new ArgumentException($"The `{request.Command}` request is not valid: {string.Join(" ", errors)} Nothing was sent.", nameof(request));

        return new PlannedAction
        {
            Command = request.Command,
            Target = host,
            AgentIds = [host],
            AgentType = request.AgentType,
            ParameterName = request.Process?.ParameterName,
            ParameterValue = request.Process?.Json,
            KillDescendants = request.WithDescendants,
            Parameters = request.Parameters,
            Upload = upload,
            AlertIds = request.AlertIds,
            AlertOrigin = request.AlertIds.Count == 0 ? AlertOrigin.LocalMatch : AlertOrigin.Kibana,
            CaseIds = request.CaseIds,
            SpaceId = spaceId,
            Comment = request.Comment,
            Reason = "asked for by hand",
            RequestId = requestId,
        };
    }
}
