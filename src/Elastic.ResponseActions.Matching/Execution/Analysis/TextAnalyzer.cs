namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>How a text field is cut into words. Both fold to lower case.</summary>
internal enum TextAnalyzer
{
    /// <summary>Elasticsearch's <c>standard</c>: Unicode word breaks, no stop words. Positions count one a word.</summary>
    Standard,

    /// <summary>The Windows integration's <c>powershell_script_analyzer</c>: runs of ASCII letters, digits, <c>_</c> and <c>-</c>.</summary>
    PowerShell,
}
