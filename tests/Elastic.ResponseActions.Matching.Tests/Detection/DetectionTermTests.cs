using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>Terms are told by the type of their field, whatever the event's JSON has.</summary>
public sealed class DetectionTermTests
{
    private static readonly RuleSetOptions Types = RuleSetOptions.Default with
    {
        FieldTypes = FieldTypeTable.BuiltIn.With(new Dictionary<string, FieldType>
        {
            ["n"] = FieldType.Long,
            ["d"] = FieldType.Double,
            ["b"] = FieldType.Boolean,
            ["ip"] = FieldType.Ip,
            ["t"] = FieldType.Date,
            ["w"] = FieldType.Wildcard,
        }),
    };

    [Theory]
    [InlineData("n", "42", "42")]
    [InlineData("n", "\"42\"", "42")]
    [InlineData("n", "42.0", "42")]
    [InlineData("n", "18446744073709551615", "18446744073709551615")]
    [InlineData("d", "\"0.5\"", "0.5")]
    [InlineData("d", "-0", "0")]
    [InlineData("d", "1e300", "1E+300")]
    [InlineData("b", "\"true\"", "true")]
    [InlineData("b", "false", "false")]
    [InlineData("k", "42", "\"42\"")]
    [InlineData("k", "true", "\"true\"")]
    [InlineData("w", "\"null\"", "\"null\"")]
    [InlineData("ip", "\"::ffff:10.0.0.1\"", "\"10.0.0.1\"")]
    [InlineData("t", "0", "\"1970-01-01T00:00:00.000Z\"")]
    public void WriteTo_ValueOfAType_IsWrittenAsJsonHasIt(string field, string value, string expected)
    {
        var detector = DetectorSet.Compile(
            [
                new DetectorRule { Query = new RuleQuery { RuleId = "sequence", Language = QueryLanguage.Eql, Query = $"sequence by {field} [any where true] [any where true]" } },
                new DetectorRule { Query = new RuleQuery { RuleId = "sample", Language = QueryLanguage.Eql, Query = $"sample by {field} [any where true] [any where true]" } },
                new DetectorRule { Query = new RuleQuery { RuleId = "threshold", Query = "" }, Criteria = new ThresholdCriteria { Fields = [field], Value = 2 } },
                new DetectorRule { Query = new RuleQuery { RuleId = "terms", Query = "" }, Criteria = new NewTermsCriteria { Fields = [field] } },
            ],
            Types).CreateDetector();
        var found = new Dictionary<string, string>();
        for (var second = 0; second < 2; second++)
            Add(found, detector.Process(Encoding.UTF8.GetBytes($$"""{"@timestamp":"2024-05-15T09:30:0{{second}}Z","event":{"category":"x"},"{{field}}":{{value}}}""")));
        Add(found, detector.Complete());

        Assert.Equal(["sample", "sequence", "terms", "threshold"], found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found.Values, json => Assert.Equal(expected, json));
        Assert.Equal(expected, Json(detector.ReadThresholdGroups("threshold")[0].Terms));
    }

    [Fact]
    public void WriteTo_MissingOptionalKey_IsNull()
    {
        var detector = DetectorSet.Compile([new DetectorRule { Query = new RuleQuery { RuleId = "r", Language = QueryLanguage.Eql, Query = "sequence by ?n [any where true] [any where true]" } }], Types).CreateDetector();
        var found = new Dictionary<string, string>();
        for (var second = 0; second < 2; second++)
            Add(found, detector.Process(Encoding.UTF8.GetBytes($$"""{"event":{"category":"x"},"@timestamp":"2024-05-15T09:30:0{{second}}Z"}""")));

        Assert.Equal("null", found["r"]);
    }

    private static void Add(Dictionary<string, string> found, RuleDetections detections)
    {
        foreach (var detection in detections)
        {
            found.Add(detection.RuleId, Json(detection switch
            {
                SequenceDetection sequence => sequence.JoinKeys,
                ThresholdDetection threshold => threshold.Terms,
                NewTermsDetection terms => terms.NewTerms,
                _ => throw new InvalidOperationException($"{detection}"),
            }));
        }
    }

    private static string Json(IReadOnlyList<DetectionTerm> terms)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Assert.Single(terms).WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
