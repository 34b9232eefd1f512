using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Docs.Tests;

/// <summary>One Markdown page of the repository.</summary>
internal sealed partial class Page(string path, string text)
{
    /// <summary>Path relative to the root.</summary>
    public string Path => path;

    public string Text => text;

    /// <summary>The pages at the root and everything below <c>docs</c> and <c>benchmarks</c>.</summary>
    public static IReadOnlyList<Page> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "benchmarks", "results"), "*.md", SearchOption.AllDirectories))
            .Select(file => Read(System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))),
    ];

    public static Page Read(string path) => new(path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, path)));

    /// <summary>The fenced blocks marked as C#.</summary>
    public IEnumerable<string> CodeBlocks() => CodeBlock().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>Targets of links to files of the repository, relative to its root.</summary>
    public IEnumerable<string> LinkedFiles() =>
        from match in Link().Matches(text)
        let target = match.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
        select System.IO.Path.GetRelativePath(
            Repository.Root,
            System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, System.IO.Path.GetDirectoryName(path)!, target)));

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
