using System.Text;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Tests.Oracle;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

/// <summary>Runs one rule on one event both ways and says the verdict in the words of the case files.</summary>
internal static class CaseRunner
{
    private const string CanNeverMatch = "can never match";

    public static RuleSetOptions Options { get; } = new()
    {
        FieldTypes = FieldTypeTable.BuiltIn.With(
        [
            new("n", FieldType.Long), new("d", FieldType.Double), new("b", FieldType.Boolean), new("t", FieldType.Date), new("ip", FieldType.Ip),
            new("txt", FieldType.Text), new("w", FieldType.Wildcard), new("c", FieldType.ConstantKeyword), new("v", FieldType.Version),
            new("flat", FieldType.Flattened), new("geo", FieldType.Other),
            new("obj", FieldType.Nested), new("obj.n", FieldType.Long), new("obj.in", FieldType.Nested), new("obj.in.n", FieldType.Long),
        ]),
        ValueLists =
        [
            new ValueList { Id = "hosts", Values = ["x", "y", "10.0.0.1"] },
            new ValueList { Id = "ips", Values = ["10.0.0.1", "192.168.0.0/16", "fe80::1"] },
            new ValueList { Id = "ranges", Values = ["10.0.0.5-10.0.0.9", "192.168.0.0/16", "fe80::1-fe80::ff"] },
            new ValueList { Id = "none", Values = [] },
            new ValueList { Id = "odd", Values = ["10.0.0.1", "host"] },
        ],
        TimeProvider = new StoppedClock(new DateTimeOffset(2024, 5, 15, 12, 34, 56, 789, TimeSpan.Zero)),
    };

    /// <summary>What the compiled engine says; the whole message where it refuses the rule.</summary>
    public static string Compiled(RuleQuery rule, string json, string? index = null)
    {
        if (!RuleSet.TryCompile([rule], Options, out var rules, out var errors))
        {
            var message = Assert.Single(errors).Message;
            return message.Contains(CanNeverMatch, StringComparison.Ordinal) ? "never" : $"error: {message}";
        }

        var matches = rules.CreateMatcher().Match(Encoding.UTF8.GetBytes(json), Encoding.UTF8.GetBytes(index ?? ""));
        Assert.Equal(EventError.None, matches.Error);
        return matches.Count > 0 ? "match" : matches.Unknown.Length > 0 ? "unknown" : "no match";
    }

    /// <summary>What the oracle says; it knows no reasons, and a rule that can never match simply does not.</summary>
    public static string Interpreted(RuleQuery rule, string json, string? index = null)
    {
        try
        {
            var @event = OracleEvent.Parse(Encoding.UTF8.GetBytes(json), index, Options.FieldTypes);
            return new OracleRule(rule, Options).Matches(@event) switch { true => "match", false => "no match", null => "unknown" };
        }
        catch (Exception exception) when (exception is QuerySyntaxException or OracleRefusalException)
        {
            return "error";
        }
    }

    public static void AssertBoth(string expected, RuleQuery rule, string json, string? index = null)
    {
        var wantedOfOracle = expected switch
        {
            "never" => "no match",
            _ when expected.StartsWith("error", StringComparison.Ordinal) => "error",
            _ => expected,
        };
        Assert.Equal(wantedOfOracle, Interpreted(rule, json, index));

        var compiled = Compiled(rule, json, index);
        if (expected.StartsWith("error: ", StringComparison.Ordinal))
        {
            Assert.StartsWith("error: ", compiled, StringComparison.Ordinal);
            Assert.Contains(expected["error: ".Length..], compiled, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(expected, compiled);
        }
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
