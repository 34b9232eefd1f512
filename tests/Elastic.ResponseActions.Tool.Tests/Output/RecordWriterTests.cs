using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool.Tests.Output;

public sealed class RecordWriterTests
{
    [Theory]
    [InlineData("Ndjson", "{\"n\":1}\n{\"n\":2}\n")]
    [InlineData("Json", "[\n{\"n\":1},\n{\"n\":2}\n]\n")]
    public void Write_TwoRecords_OneALineOrOneArray(string format, string expected) => Assert.Equal(expected, Write(format, 1, 2));

    [Theory]
    [InlineData("Ndjson", "")]
    [InlineData("Json", "[]\n")]
    public void Write_NoRecord_IsEmptyOrAnEmptyArray(string format, string expected) => Assert.Equal(expected, Write(format));

    private static string Write(string format, params int[] numbers)
    {
        var output = new StringWriter();
        using (var records = new RecordWriter(output, Enum.Parse<OutputFormat>(format)))
        {
            foreach (var number in numbers)
                records.Write(json => json.WriteNumber("n", number));
        }

        return output.ToString();
    }
}
