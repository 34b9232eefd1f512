using System.Globalization;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Eql;

/// <summary>
/// Parses for tests, and writes statements down: <c>event("process", Equal(a, 1)) | head 5</c>,
/// <c>sequence by a, ?b maxspan 300s [event(any, true)] by c runs 2 ![event(…)] until [event(…)]</c>.
/// </summary>
internal static class EqlText
{
    public static EqlStatement Parse(string query) => EqlParser.Parse(query, new QueryBudget());

    public static QuerySyntaxException Refuse(string query) => Assert.Throws<QuerySyntaxException>(() => { Parse(query); });

    public static string Write(EqlStatement statement)
    {
        var body = statement switch
        {
            EqlEventQuery query => Write(query.Filter),
            EqlSequence sequence => $"sequence{Keys(sequence.Keys)}{Span(sequence.MaxSpan)} {Stages(sequence.Stages)}{(sequence.Until is { } until ? " until " + Write(until) : "")}",
            EqlSample sample => $"sample{Keys(sample.Keys)} {Stages(sample.Stages)}",
            _ => throw new InvalidOperationException(),
        };
        return body + string.Concat(statement.Pipes.Select(pipe => string.Create(CultureInfo.InvariantCulture, $" | {(pipe.FromEnd ? "tail" : "head")} {pipe.Count}")));
    }

    private static string Write(EqlEventFilter filter) => new EqlEventNode(filter, null).ToString();

    private static string Stages(IEnumerable<EqlStage> stages) => string.Join(" ", stages.Select(Write));

    private static string Write(EqlStage stage) =>
        string.Create(CultureInfo.InvariantCulture, $"{(stage.Missing ? "!" : "")}[{Write(stage.Filter)}]{Keys(stage.Keys)}{(stage.Runs == 1 ? "" : $" runs {stage.Runs}")}");

    private static string Keys(IReadOnlyList<EqlKey> keys) =>
        keys.Count == 0 ? "" : " by " + string.Join(", ", keys.Select(key => (key.Optional ? "?" : "") + QueryNotation.Name(key.Field)));

    private static string Span(TimeSpan? span) => span is { } time ? string.Create(CultureInfo.InvariantCulture, $" maxspan {time.TotalSeconds}s") : "";
}
