using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>A file of <c>--value-list</c>, as Kibana exports and imports value lists: one value a line. The file's name is the list's id.</summary>
internal static class ValueListFile
{
    /// <exception cref="BadInputException">A file cannot be read, or two have one name.</exception>
    public static IReadOnlyList<ValueList> ReadAll(IReadOnlyList<string> paths, InputFiles files)
    {
        var lists = paths.Select(path => Read(path, files)).ToList();
        return lists.CountBy(list => list.Id).FirstOrDefault(id => id.Value > 1) is { Key: { } twice }
            ? throw new BadInputException($"--value-list: two files are named `{twice}`; the name is the list's id, and each list has one.")
            : lists;
    }

    private static ValueList Read(string path, InputFiles files) => new()
    {
        Id = Path.GetFileName(path),
        Values = [.. Utf8Text.Read(path, files.ReadAll(path)).Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0)],
    };
}
