namespace Elastic.ResponseActions.Tool;

/// <summary>What the tool's exit code says to a script.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Over <c>--max-hosts</c>, or a kind named by <c>--fail-on</c> occurred.</summary>
    public const int OverBudget = 2;

    /// <summary>Unreadable arguments or files; under <c>--strict</c> also anything left out of the input.</summary>
    public const int BadInput = 3;

    /// <summary>Kibana refused, or could not be reached.</summary>
    public const int KibanaFailed = 4;

    public const int Interrupted = 130;
}
