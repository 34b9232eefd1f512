namespace Elastic.ResponseActions.Tool.Output;

internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>One JSON object a line.</summary>
    Ndjson,

    /// <summary>One JSON array.</summary>
    Json,
}
