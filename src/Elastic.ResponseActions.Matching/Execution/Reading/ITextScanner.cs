namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Finds where the text of a JSON string is no longer plain. Two ways to do so, of one outcome.</summary>
internal interface ITextScanner
{
    /// <summary>The position of the first quote, backslash or control character.</summary>
    /// <param name="json">The event's first byte.</param>
    /// <param name="at">Where to start.</param>
    /// <param name="end">Where to stop: the answer where there is none before.</param>
    static abstract int SkipPlain(ref byte json, int at, int end);
}
