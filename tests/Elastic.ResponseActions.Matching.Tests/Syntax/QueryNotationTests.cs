using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Syntax;

public sealed class QueryNotationTests
{
    // Texts that imitate the notation.
    private static readonly string[] Lookalikes =
        ["a", "-", "", "a, 'b'", "a', 'b", "b", "a\", \"b", "a/, /b", "q/, /w", "q", "w/, /a", "a*b", "a\\*b", "true", "literal true", "a\\", "\n", "\\u000A"];

    [Fact]
    public void ToString_DifferentNodes_DifferInText()
    {
        var fields = Lookalikes.SelectMany(text => new FieldName?[]
        {
            new(text), new(text, Quoted: true), new($"{text}*z", [text, "z"]), new($"z*{text}", ["z", text]),
        }).Append(null).Append(new FieldName("true", Kind: LiteralKind.True));

        var values = Lookalikes.SelectMany(text => new QueryValue[]
        {
            new LiteralValue(text, false), new LiteralValue(text, true), new WildcardValue([text, "z"]), new WildcardValue(["z", text]),
        }).Append(new LiteralValue("true", false, LiteralKind.True)).ToList();

        var texts = fields.SelectMany(field => values.Select(value => new IsNode(field, value, default).ToString())).ToList();

        Assert.Empty(texts.GroupBy(text => text).Where(same => same.Count() > 1).Select(same => same.Key));
    }
}
