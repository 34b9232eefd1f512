namespace Elastic.ResponseActions;

/// <summary>Makes pipelines over the registered dispatcher: rules come and go, the dispatcher stays. Thread-safe.</summary>
public sealed class ResponsePipelineFactory
{
    private readonly ActionDispatcher _dispatcher;
    private readonly PipelineOptions _options;

    internal ResponsePipelineFactory(ActionDispatcher dispatcher, PipelineOptions options)
    {
        _dispatcher = dispatcher;
        _options = options;
    }

    /// <summary>Makes a pipeline for rules.</summary>
    /// <param name="rules">The compiled rules.</param>
    public ResponsePipeline Create(DetectionRuleSet rules) => new(rules, _dispatcher, _options);
}
