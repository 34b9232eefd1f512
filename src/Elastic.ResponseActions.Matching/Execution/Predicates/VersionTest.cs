using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution.Predicates;

/// <summary>A version before or behind another.</summary>
internal sealed class VersionTest(Comparison comparison, VersionValue bound) : ValueTest
{
    public override bool Passes(in EventValue value)
    {
        var order = bound.CompareFrom(value.Utf8);
        return comparison switch
        {
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0,
            _ => order >= 0,
        };
    }
}

/// <summary>A field in no table: a JSON number by its value, any other value as text.</summary>
internal sealed class NumberOrTextTest(ValueTest number, ValueTest text) : ValueTest
{
    public override bool Passes(in EventValue value) => value.Kind == EventValueKind.Number ? number.Passes(value) : text.Passes(value);
}
