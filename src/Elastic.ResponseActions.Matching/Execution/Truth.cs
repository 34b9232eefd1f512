namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>The three answers of a condition. <c>not</c> swaps the first two and keeps the third.</summary>
internal enum Truth : byte
{
    False,
    True,
    Unknown,
}
