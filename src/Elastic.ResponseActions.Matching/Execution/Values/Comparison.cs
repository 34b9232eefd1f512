namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>Which side of a value a range condition asks for.</summary>
internal enum Comparison
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
