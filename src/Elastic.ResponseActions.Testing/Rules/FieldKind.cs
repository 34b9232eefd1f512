using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>What one member of a rule may be. A check gives Zod's text of what is wrong; null where the value fits.</summary>
internal abstract record FieldKind
{
    public static FieldKind Text { get; } = new TextKind(0);

    public static FieldKind FilledText { get; } = new TextKind(1);

    public static FieldKind Flag { get; } = new FlagKind();

    public static FieldKind Texts { get; } = new ListKind(Text);

    public static FieldKind Objects { get; } = new ListKind(new ObjectKind());

    public static FieldKind Object { get; } = new ObjectKind();

    public static FieldKind Any { get; } = new AnyKind();

    /// <summary>The problem, as pairs of a path below the member and a text.</summary>
    public abstract IEnumerable<(string Path, string Problem)> Check(JsonElement value, string path);

    protected static string Expected(string what, JsonElement value) => $"Expected {what}, received {ZodTexts.TypeOf(value)}";

    private sealed record TextKind(int Least) : FieldKind
    {
        public override IEnumerable<(string Path, string Problem)> Check(JsonElement value, string path)
        {
            if (value.ValueKind != JsonValueKind.String)
                yield return (path, Expected("string", value));
            else if (value.GetString()!.Length < Least)
                yield return (path, "String must contain at least 1 character(s)");
        }
    }

    private sealed record FlagKind : FieldKind
    {
        public override IEnumerable<(string Path, string Problem)> Check(JsonElement value, string path)
        {
            if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                yield return (path, Expected("boolean", value));
        }
    }

    private sealed record ObjectKind : FieldKind
    {
        public override IEnumerable<(string Path, string Problem)> Check(JsonElement value, string path)
        {
            if (value.ValueKind != JsonValueKind.Object)
                yield return (path, Expected("object", value));
        }
    }

    private sealed record AnyKind : FieldKind
    {
        public override IEnumerable<(string Path, string Problem)> Check(JsonElement value, string path) => [];
    }

    internal sealed record ListKind(FieldKind Item, int Least = 0) : FieldKind
    {
        public override IEnumerable<(string Path, string Problem)> Check(JsonElement value, string path)
        {
            if (value.ValueKind != JsonValueKind.Array)
                return [(path, Expected("array", value))];
            return value.GetArrayLength() < Least
                ? [(path, $"Array must contain at least {Least} element(s)")]
                : value.EnumerateArray().SelectMany((item, i) => Item.Check(item, $"{path}.{i}"));
        }
    }

    internal sealed record NumberKind(long Least, long Most = long.MaxValue, bool IsWhole = false) : FieldKind
    {
        public override IEnumerable<(string Path, string Problem)> Check(JsonElement value, string path)
        {
            if (value.ValueKind != JsonValueKind.Number)
                yield return (path, Expected("number", value));
            else if (IsWhole && !double.IsInteger(value.GetDouble()))
                yield return (path, "Expected integer, received float");
            else if (value.GetDouble() < Least)
                yield return (path, $"Number must be greater than or equal to {Least}");
            else if (value.GetDouble() > Most)
                yield return (path, $"Number must be less than or equal to {Most}");
        }
    }

    internal sealed record LiteralKind(params IReadOnlyList<string> Literals) : FieldKind
    {
        public override IEnumerable<(string Path, string Problem)> Check(JsonElement value, string path)
        {
            if (value.ValueKind == JsonValueKind.String && Literals.Contains(value.GetString()))
                yield break;
            yield return (path, Literals.Count == 1
                ? $"Invalid literal value, expected \"{Literals[0]}\""
                : ZodTexts.NoneOf(Literals, value));
        }
    }

    /// <summary>One text, or a list of them.</summary>
    internal sealed record TextOrTextsKind : FieldKind
    {
        public override IEnumerable<(string Path, string Problem)> Check(JsonElement value, string path) =>
            value.ValueKind == JsonValueKind.String ? [] : Texts.Check(value, path);
    }

    /// <summary>A date, in any form that JavaScript reads.</summary>
    internal sealed record DateKind : FieldKind
    {
        public override IEnumerable<(string Path, string Problem)> Check(JsonElement value, string path)
        {
            if (value.ValueKind != JsonValueKind.String || !DateTimeOffset.TryParse(value.GetString(), System.Globalization.CultureInfo.InvariantCulture, out _))
                yield return (path, "Invalid date");
        }
    }
}
