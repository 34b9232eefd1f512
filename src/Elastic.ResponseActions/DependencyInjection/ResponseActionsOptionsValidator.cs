using Microsoft.Extensions.Options;

namespace Elastic.ResponseActions.DependencyInjection;

/// <summary>Refuses settings with which nothing could be sent, or not safely; all errors at once.</summary>
internal sealed class ResponseActionsOptionsValidator : IValidateOptions<ResponseActionsOptions>
{
    public ValidateOptionsResult Validate(string? name, ResponseActionsOptions options)
    {
        List<string> errors = [];
        if (options.Kibana is { } kibana)
            errors.AddRange(kibana.Validate().Select(static e => "Kibana: " + e));
        else
            errors.Add("Kibana: set the options; Address is needed at least.");
        if (options.Kibana is { Credentials: null })
            errors.Add("Kibana: Credentials are missing; use KibanaCredentials.ApiKey.");
        if (options.Policy is null || options.Dispatch is null || options.Pipeline is null)
            errors.Add("Policy, Dispatch and Pipeline must not be null.");
        if (options.HttpClientName is not null && options.CreateTransport is not null)
            errors.Add("HttpClientName and CreateTransport are two ways to call Kibana; set one of them.");
        if (options.Feed is { } feed)
            errors.AddRange(feed.Validate().Select(static e => "Feed: " + e));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
