using System.Buffers;
using System.Text;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>Exception lists of rules that need memory: an excepted event is none, for every stage, group and indicator.</summary>
public sealed class ExceptionTests
{
    private const string Sequence = "sequence by g with maxspan=1s [any where k == \"A\"] ![any where k == \"M\"] [any where k == \"B\"] until [any where k == \"U\"]";

    [Theory]
    [InlineData("A B", "B")]
    [InlineData("A- B", "")]
    [InlineData("A B-", "")]
    [InlineData("A M B", "")]
    [InlineData("A M- B", "B")]
    [InlineData("A U B", "")]
    [InlineData("A U- B", "B")]
    public void Process_Sequence_EveryStageLeavesExceptedEventsOut(string events, string found) =>
        Assert.Equal(found, Run(DetectorRunner.Eql(Sequence), events));

    [Theory]
    [InlineData("A A", "A")]
    [InlineData("A A-", "")]
    [InlineData("A- A A", "A")]
    public void Process_Threshold_CountsNoExceptedEvent(string events, string found) =>
        Assert.Equal(found, Run(DetectorRunner.Rule("k: *", new ThresholdCriteria { Fields = ["g"], Value = 2 }), events));

    [Theory]
    [InlineData("A B A", "A B")]
    [InlineData("A- A", "A")]
    public void Process_NewTerms_ExceptedEventsAreNoHistory(string events, string found) =>
        Assert.Equal(found, Run(DetectorRunner.Rule("k: *", new NewTermsCriteria { Fields = ["k"] }), events));

    // So does Kibana, which asks itself in a comment whether it should.
    [Fact]
    public void AddIndicator_Excepted_IsLeftOut()
    {
        var rule = DetectorRunner.Rule("k: *", new ThreatMatchCriteria { Mapping = [new([new("k", "k")])] });
        var detector = DetectorRunner.Compile(Except(rule)).CreateDetector();

        detector.AddIndicator("""{"k":"A"}"""u8);
        detector.AddIndicator("""{"k":"B","trusted":true}"""u8);

        Assert.Equal("A", Feed(detector, "A B"));
    }

    [Fact]
    public void Restore_ExceptionsChanged_KeepsTheState()
    {
        var first = DetectorRunner.Compile(DetectorRunner.Eql(Sequence)).CreateDetector();
        Feed(first, "A");
        var saved = new ArrayBufferWriter<byte>();
        first.Save(saved);

        var second = DetectorRunner.Compile(Except(DetectorRunner.Eql(Sequence))).CreateDetector();

        Assert.Equal(["r"], second.Restore(saved.WrittenSpan).Restored);
        Assert.Equal("B", Feed(second, "B- B"));
    }

    private static string Run(DetectorRule rule, string events) => Feed(DetectorRunner.Compile(Except(rule)).CreateDetector(), events);

    private static DetectorRule Except(DetectorRule rule) => rule with
    {
        Query = rule.Query with
        {
            Exceptions = [new ExceptionList { ListId = "trusted", Items = [new ExceptionItem { ItemId = "trusted", Entries = [new ExistsEntry { Field = "trusted", Operator = ExceptionOperator.Included }] }] }],
        },
    };

    // A- is an event that is excepted. Returned: the kinds of the events at which something was found.
    private static string Feed(RuleDetector detector, string events)
    {
        var found = new List<string>();
        foreach (var kind in events.Split(' '))
        {
            var trusted = kind.EndsWith('-') ? ",\"trusted\":true" : "";
            var json = Encoding.UTF8.GetBytes($$"""{"@timestamp":{{detector.Statistics.Events}},"g":"g","k":"{{kind.TrimEnd('-')}}"{{trusted}}}""");
            foreach (var detection in detector.Process(json, default, Encoding.UTF8.GetBytes(kind)))
            {
                found.Add(detection.EventIds[^1]!);
            }
        }

        return string.Join(' ', found);
    }
}
