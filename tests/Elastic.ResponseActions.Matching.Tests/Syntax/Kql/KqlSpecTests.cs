using System.Text.Json.Nodes;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

public sealed class KqlSpecTests
{
    private static readonly Dictionary<string, string> NoFieldList = [];

    [Fact]
    public void Parse_ValidSpecCase_GivesItsTree()
    {
        var cases = KqlSpecCase.LoadOrSkip().Where(c => c.Json.TryGetProperty("ast", out _)).ToList();

        Assert.NotEmpty(cases);
        AssertNone(cases, c =>
        {
            var expected = KqlSpecCase.ReadAst(c.Json.GetProperty("ast")).ToString();
            var actual = KqlText.Parse(c.Kql).ToString();
            return expected == actual ? null : $"expected {expected}\n  actual   {actual}";
        });
    }

    [Theory]
    [InlineData("dsl_without_field_list")]
    [InlineData("dsl_with_field_list")]
    public void Parse_ValidSpecCase_MeansItsQueryDsl(string member)
    {
        var cases = KqlSpecCase.LoadOrSkip().Where(c => c.Json.TryGetProperty(member, out _)).ToList();

        Assert.NotEmpty(cases);
        AssertNone(cases, c =>
        {
            var expected = JsonNode.Parse(c.Json.GetProperty(member).GetRawText());
            var types = member == "dsl_with_field_list" ? c.FieldTypes : NoFieldList;
            var actual = new QueryDslWriter(types).Write(KqlText.Parse(c.Kql));
            return JsonNode.DeepEquals(expected, actual) ? null : $"expected {expected?.ToJsonString()}\n  actual   {actual.ToJsonString()}";
        });
    }

    [Fact]
    public void Parse_ValidSpecCase_IsChecked()
    {
        var unchecked_ = KqlSpecCase.LoadOrSkip().Where(c => c.Valid
            && !c.Json.TryGetProperty("dsl_without_field_list", out _)
            && !c.Json.TryGetProperty("dsl_with_field_list", out _));

        Assert.Empty(unchecked_.Select(c => c.Kql));
    }

    [Fact]
    public void Parse_InvalidSpecCase_IsRefusedAtItsOffset()
    {
        var cases = KqlSpecCase.LoadOrSkip().Where(c => !c.Valid).ToList();

        Assert.NotEmpty(cases);
        AssertNone(cases, c =>
        {
            var error = Record(c.Kql);
            if (error is null) return "expected an error, got a tree";
            if (error.Kind != QueryErrorKind.Syntax) return $"expected a syntax error, got {error.Kind}";
            if (error.Span.Start != c.ErrorOffset) return $"expected offset {c.ErrorOffset}, got {error.Span.Start}: {error.Message}";

            // Without line breaks, line and column follow from the offset alone, and the caret stands below that column.
            if (c.Kql.AsSpan().IndexOfAny('\r', '\n') >= 0) return null;
            var place = KqlText.PlaceOf(error, c.Kql);
            var caretColumn = KqlText.Describe(error, c.Kql).Split('\n')[^1].IndexOf('^', StringComparison.Ordinal) - "  ".Length + 1;
            return (place.Line, place.Column, caretColumn) == (1, c.ErrorOffset + 1, c.ErrorOffset + 1) ? null : $"place {place}, caret at column {caretColumn}";
        });
    }

    private static QuerySyntaxException? Record(string kql)
    {
        try
        {
            KqlText.Parse(kql);
            return null;
        }
        catch (QuerySyntaxException error)
        {
            return error;
        }
    }

    private static void AssertNone(IEnumerable<KqlSpecCase> cases, Func<KqlSpecCase, string?> fault) =>
        Assert.Empty(cases.Select(c => (c.Kql, Fault: fault(c))).Where(c => c.Fault is not null).Select(c => $"{c.Kql}\n  {c.Fault}"));
}
