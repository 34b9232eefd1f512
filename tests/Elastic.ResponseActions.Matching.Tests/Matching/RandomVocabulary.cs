using CsCheck;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

/// <summary>The few fields and values that random rules and events are made of: few, so that they meet often.</summary>
internal static class RandomVocabulary
{
    private static readonly string[] Words =
    [
        "x", "y", "xy", "abc", "ABC", "aBc", "", " ", "a*b", "a?b", "x\\y", "foo bar", "quick fox", "The Quick-brown fox", "fox", "É", "é", "日本", "a😀b",
        "true", "false", "True", "null", "5", "5.0", "1e3", "-1", "10.0.0.1", "::ffff:a00:1", "2024-05-15", "(a:b)", "\"q\"",
        new('a', 1024), new('a', 1025), new string('é', 600),
    ];

    private static readonly string[] Numbers = ["5", "5.0", "5.9", "-5.9", "0", "-0", "1e3", "1000", "50", "9007199254740993", "1e30"];

    private static readonly string[] Addresses = ["10.0.0.1", "10.1.2.3", "11.0.0.0", "192.168.0.1", "::1", "fe80::1", "::ffff:a00:1"];

    private static readonly string[] Dates =
    [
        "2024-05-15", "2024-05", "2024", "2024-05-15T12", "2024-05-15T12:34", "2024-05-15T12:34:56", "2024-05-15T12:34:56.789Z", "2024-05-15T23:59:59.999Z",
        "2024-05-16T00:00:00+02:00", "2024-05-01", "1715731200000",
    ];

    private static readonly string[] DateMath = ["now", "now-1h", "now/d", "now-1d/d", "2024-05-15||/M", "2024-05-01||+2w"];

    /// <summary>Fields by the kind of value that suits them; the views of <c>process.name</c> occur in queries only.</summary>
    public static string[] TextFields { get; } = ["k", "a.b", "a.c", "a.b.c", "w", "c", "v", "txt", "geo", "flat", "flat.x", "flat.x.y", "process.name"];

    public static string[] NumberFields { get; } = ["n", "d"];

    public static string[] Views { get; } = ["process.name.text", "process.name.caseless"];

    public static Gen<string> Word { get; } = Gen.OneOf(Words);

    public static Gen<string> Number { get; } = Gen.OneOf(Numbers);

    public static Gen<string> Flag { get; } = Gen.OneOf("true", "false");

    public static Gen<string> Address { get; } = Gen.OneOf(Addresses);

    public static Gen<string> Block { get; } = Gen.OneOf("10.0.0.0/8", "0.0.0.0/0", "fe80::/10", "10.0.0.1/32", "::/0");

    public static Gen<string> Date { get; } = Gen.OneOf(Dates);

    public static Gen<string> DateOrMath { get; } = Gen.OneOf(Date, Gen.OneOf(DateMath));

    /// <summary>Patterns given by their parts.</summary>
    public static Gen<string[]> Pattern { get; } = Gen.OneOf("", "x", "a", "b", "AB", "fo", "o b", "5", "é", "\\", "?").Array[2, 4];

    public static Gen<string> Index { get; } = Gen.OneOf(
        "", "logs-a-default", "logs-b-test", "metrics-a-default", "remote:logs-a-default", "other:logs-b-test", ".ds-logs-a-default-2024.05.15-000001");

    public static Gen<string[]> IndexPatterns { get; } = Gen.OneOf(
        "logs-*", "logs-a-*", "-logs-a-*", "*", "-*", "*-default", "*:logs-*", "remote:*", "-remote:*", "logs-b-*,metrics-*", "logs-a-default").Array[1, 3];
}
