namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>What reading needs besides the event; kept by the matcher so that reading allocates nothing.</summary>
internal sealed class ReaderBuffers(RuleSetOptions options)
{
    public Frame[] Frames { get; } = new Frame[options.MaxEventDepth + 1];

    public PathBuffer Path { get; } = new();

    public SplitKeys Splits { get; } = new();

    public void Clear()
    {
        Path.Truncate(0);
        Splits.Clear();
    }
}
