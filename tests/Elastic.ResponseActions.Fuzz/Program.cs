using SharpFuzz;

namespace Elastic.ResponseActions.Fuzz;

/// <summary><c>NAME</c>: runs that parser under AFL++, which feeds it. <c>NAME FILE…</c>: runs it over files, to see a crash again.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [var name, .. var files] || !Parsers.All.TryGetValue(name, out var parse))
        {
            Console.Error.WriteLine($"Name a parser: {string.Join(", ", Parsers.All.Keys)}.");
            return 2;
        }

        foreach (var file in files)
            parse(File.ReadAllBytes(file));
        if (files.Length > 0)
            return 0;

        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            parse(bytes.ToArray());
        });
        return 0;
    }
}
