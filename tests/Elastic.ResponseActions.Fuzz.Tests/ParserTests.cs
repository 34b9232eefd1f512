using System.Diagnostics;
using System.Globalization;

namespace Elastic.ResponseActions.Fuzz.Tests;

/// <summary>Each parser over its corpus, and over inputs bred from it by the hundred thousand: no exception that is not documented, no hang.</summary>
public sealed class ParserTests(ITestOutputHelper output)
{
    private const int SlowestMilliseconds = 5_000;

    // RA_FUZZ asks for more, as a long run does.
    private static readonly int Inputs = Environment.GetEnvironmentVariable("RA_FUZZ") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 200_000;

    public static TheoryData<string> Names => [.. Parsers.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parse_Corpus_ThrowsNothing(string name)
    {
        var corpus = Corpus(name);

        Assert.True(corpus.Count >= 2, $"{corpus.Count} files");
        Assert.All(corpus, input => Parsers.All[name](input));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parse_InputsBredFromTheCorpus_ThrowsNothing(string name)
    {
        var breeder = new Breeder(new Random(20260115), Corpus(name));
        var parse = Parsers.All[name];
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < Inputs; i++)
        {
            var input = breeder.Next();
            var began = Stopwatch.GetTimestamp();
            try
            {
                parse(input);
            }
            catch (Exception found)
            {
                Assert.Fail($"input {i}, base64 {Convert.ToBase64String(input)}: {found}");
            }

            var took = Stopwatch.GetElapsedTime(began);
            slowest = took > slowest ? took : slowest;
        }

        output.WriteLine($"{name}: {Inputs} inputs, the slowest {slowest.TotalMilliseconds:0} ms");
        Assert.InRange(slowest.TotalMilliseconds, 0, SlowestMilliseconds);
    }

    private static List<byte[]> Corpus(string name) =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "corpus", name)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
