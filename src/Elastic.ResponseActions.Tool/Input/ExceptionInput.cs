using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>
/// Collects exception lists: those of <c>--exceptions</c>, and those that exports of rules carry. The same line in two files, as when two exports hold
/// one shared list, is taken once; two versions of one list are an error.
/// </summary>
internal sealed class ExceptionInput(InputProblems problems)
{
    private readonly List<Source> _sources = [];

    /// <summary>Adds a whole file of lists; it has to be sound.</summary>
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public void AddFile(string file, InputFiles files)
    {
        var source = new Source(file, MayBeLeftOut: false);
        var lines = Utf8Text.Read(file, files.ReadAll(file)).Split('\n');
        for (var i = 0; i < lines.Length; i++)
            source.Lines.Add(i + 1, lines[i].Trim());
        _sources.Add(source);
    }

    /// <summary>Adds a line of an export of rules.</summary>
    public void AddLine(string file, int line, ReadOnlySpan<byte> json)
    {
        if (_sources.Find(known => known.File == file) is not { } source)
            _sources.Add(source = new Source(file, MayBeLeftOut: true));
        if (Utf8.IsValid(json))
            source.Lines[line] = Encoding.UTF8.GetString(json).Trim();
        else
            problems.Report(file, line, "not UTF-8.");
    }

    /// <summary>Reads what was collected; null where nothing was. Lists within an export that are broken are reported and left out.</summary>
    /// <exception cref="BadInputException">A file of <c>--exceptions</c> cannot be used.</exception>
    public ExceptionLists? Read()
    {
        if (_sources.Count == 0)
            return null;

        var lists = new Dictionary<(string, string), (Matching.ExceptionList List, string File)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in _sources)
        {
            if (Parse(source, seen) is not { } parsed)
                continue;

            foreach (var list in parsed.Lists)
            {
                if (!lists.TryAdd((list.ListId, list.NamespaceType), (list, source.File)))
                    Refuse(source, $"the exception list '{list.ListId}' ({list.NamespaceType}) differs from that in {lists[(list.ListId, list.NamespaceType)].File}; give one of them.");
            }

            seen.UnionWith(source.Lines.Values);
        }

        return new ExceptionLists(lists.Values.Select(list => list.List));
    }

    private ExceptionLists? Parse(Source source, HashSet<string> seen)
    {
        // Lines that count elsewhere stay as blank ones, so that an error names the line of the file.
        var text = new StringBuilder();
        var line = 1;
        foreach (var (number, json) in source.Lines)
        {
            text.Append('\n', number - line).Append(seen.Contains(json) ? "" : json);
            line = number;
        }

        try
        {
            return ExceptionLists.Parse(Encoding.UTF8.GetBytes(text.ToString()));
        }
        catch (JsonException e)
        {
            Refuse(source, e.Message);
            return null;
        }
    }

    private void Refuse(Source source, string message)
    {
        if (!source.MayBeLeftOut)
            throw new BadInputException($"{source.File}: {message}");
        problems.Report(source.File, 0, message);
    }

    private sealed record Source(string File, bool MayBeLeftOut)
    {
        public SortedDictionary<int, string> Lines { get; } = [];
    }
}
