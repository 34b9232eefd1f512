using System.IO.Compression;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>Turns the paths of an option into files, and opens them: plain, gzip (told by its first two bytes), or standard input.</summary>
internal sealed class InputFiles(Stream standardInput)
{
    public const string StandardInput = "-";

    private bool _standardInputIsTaken;

    /// <summary>The files behind the paths: a folder stands for its files with one of the endings, sorted, with all folders below.</summary>
    /// <exception cref="BadInputException">A path does not exist, or a folder holds no such file.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths, params IReadOnlyList<string> endings)
    {
        var files = new List<string>();
        var errors = new List<string>();
        foreach (var path in paths)
        {
            if (path == StandardInput || File.Exists(path))
                files.Add(path);
            else if (!Directory.Exists(path))
                errors.Add($"{path}: there is no such file or folder.");
            else if (FilesIn(path, endings) is { Count: > 0 } found)
                files.AddRange(found);
            else
                errors.Add($"{path}: the folder holds no {string.Join(" or ", endings)} file.");
        }

        return errors.Count == 0 ? files : throw new BadInputException(errors);
    }

    /// <summary>Opens a file or standard input for reading.</summary>
    /// <exception cref="BadInputException">It cannot be opened.</exception>
    public Stream Open(string path)
    {
        try
        {
            var stream = path == StandardInput ? TakeStandardInput() : File.OpenRead(path);
            var start = new byte[2];
            var read = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
            Stream whole = new PrefixedStream(start.AsMemory(0, read), stream);
            return read == 2 && start[0] == 0x1f && start[1] == 0x8b ? new GZipStream(whole, CompressionMode.Decompress) : whole;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: {e.Message}");
        }
    }

    /// <summary>Reads a whole file; meant for files that a person writes.</summary>
    /// <exception cref="BadInputException">It cannot be read.</exception>
    public byte[] ReadAll(string path)
    {
        try
        {
            using var stream = Open(path);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            var content = bytes.ToArray();
            return content.AsSpan().StartsWith("\uFEFF"u8) ? content[3..] : content;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new BadInputException($"{path}: {e.Message}");
        }
    }

    private Stream TakeStandardInput()
    {
        if (_standardInputIsTaken)
            throw new BadInputException("-: standard input can be read only once.");

        _standardInputIsTaken = true;
        return standardInput;
    }

    private static List<string> FilesIn(string folder, IReadOnlyList<string> endings) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)];
}
