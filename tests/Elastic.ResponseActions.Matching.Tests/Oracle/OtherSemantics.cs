using System.Numerics;
using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary><c>true</c> and <c>false</c>, also given as text; the empty text is false in the index, and nothing in a query.</summary>
internal sealed class BooleanSemantics : TypeSemantics
{
    public override Func<JsonElement, bool?>? Is(LiteralValue literal) => Parse(literal.Text) is { } wanted ? value => Indexed(value) == wanted : null;

    public override Func<JsonElement, bool?>? Fits(WildcardPattern pattern, bool ignoreCase) => null;

    public override Func<JsonElement, bool?>? Compares(RangeOperator @operator, string bound) => _ => null;

    private static bool? Indexed(JsonElement value) => value.ValueKind == JsonValueKind.String && value.ValueEquals("") ? false : Parse(TextOf(value));

    private static bool? Parse(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };
}

/// <summary>Addresses; a query may name a block.</summary>
internal sealed class IpSemantics : TypeSemantics
{
    public override Func<JsonElement, bool?>? Is(LiteralValue literal)
    {
        if (IpAddresses.TryParseBlock(literal.Text, out var first, out var last))
        {
            return value => Indexed(value) is { } address && address >= first && address <= last;
        }

        return IpAddresses.TryParse(literal.Text, out var wanted) ? value => Indexed(value) == wanted : null;
    }

    public override Func<JsonElement, bool?>? Fits(WildcardPattern pattern, bool ignoreCase) => null;

    public override Func<JsonElement, bool?>? Compares(RangeOperator @operator, string bound) =>
        IpAddresses.TryParse(bound, out var limit) ? value => Indexed(value) is { } address && Holds(@operator, address.CompareTo(limit)) : null;

    private static BigInteger? Indexed(JsonElement value) => IpAddresses.TryParse(TextOf(value), out var address) ? address : null;
}

/// <summary>Points in time, in milliseconds. A query's date stands for the whole stretch that its precision leaves open.</summary>
internal sealed class DateSemantics(DateTimeOffset now) : TypeSemantics
{
    public override Func<JsonElement, bool?>? Is(LiteralValue literal) =>
        DateMath.TryParse(literal.Text, now, roundUp: false, out var first) && DateMath.TryParse(literal.Text, now, roundUp: true, out var last)
            ? value => Indexed(value) is { } time && time >= first && time <= last
            : null;

    public override Func<JsonElement, bool?>? Fits(WildcardPattern pattern, bool ignoreCase) => null;

    // After the whole stretch, or not before its end: the bound is its last millisecond. Otherwise its first.
    public override Func<JsonElement, bool?>? Compares(RangeOperator @operator, string bound) =>
        DateMath.TryParse(bound, now, roundUp: @operator is RangeOperator.Greater or RangeOperator.LessOrEqual, out var limit)
            ? value => Indexed(value) is { } time && Holds(@operator, time.CompareTo(limit))
            : null;

    private static long? Indexed(JsonElement value) => DateMath.TryParseDate(TextOf(value), roundUp: false, out var time) ? time : null;
}
