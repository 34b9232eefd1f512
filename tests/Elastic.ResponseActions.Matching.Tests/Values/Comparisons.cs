using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Tests.Values;

/// <summary>Comparisons as queries write them.</summary>
internal static class Comparisons
{
    public static Comparison Of(string text) => text switch
    {
        "<" => Comparison.Less,
        "<=" => Comparison.LessOrEqual,
        ">" => Comparison.Greater,
        ">=" => Comparison.GreaterOrEqual,
        _ => throw new ArgumentException(text),
    };
}
