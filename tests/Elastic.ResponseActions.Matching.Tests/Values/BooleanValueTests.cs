using System.Text;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Tests.Values;

public sealed class BooleanValueTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    [InlineData("True", null)]
    [InlineData("1", null)]
    [InlineData("no", null)]
    public void TryRead_EventValue(string text, bool? expected)
    {
        var read = BooleanValue.TryRead(Encoding.UTF8.GetBytes(text), out var value);

        Assert.Equal(expected, read ? value : null);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void TryParseTerm_Words(string text, bool expected)
    {
        Assert.True(BooleanValue.TryParseTerm(text, out var value, out _));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("TRUE")]
    public void TryParseTerm_OtherText_SaysWhatToWrite(string text)
    {
        Assert.False(BooleanValue.TryParseTerm(text, out _, out var error));
        Assert.Equal($"`{text}` is not a boolean; write `true` or `false`", error);
    }
}
