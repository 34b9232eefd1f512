namespace Elastic.ResponseActions.Matching.Syntax;

/// <summary>The two ends that one value has to lie between; a null end is open.</summary>
internal readonly record struct RangeBounds(string? Low, string? High, bool IncludesLow = true, bool IncludesHigh = true)
{
    public override string ToString() =>
        $"{(IncludesLow ? '[' : '{')}{End(Low)} TO {End(High)}{(IncludesHigh ? ']' : '}')}";

    private static string End(string? text) => text is null ? "*" : QueryNotation.Quote(text, '\'');
}
