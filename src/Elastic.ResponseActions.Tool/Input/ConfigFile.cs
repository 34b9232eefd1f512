using System.Text;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>Reads a file that a person wrote, and gathers all of its errors before it gives up.</summary>
internal static class ConfigFile
{
    /// <param name="file">The file as the user named it.</param>
    /// <param name="files">Opens it.</param>
    /// <param name="read">Reads the root value and adds every error it finds.</param>
    /// <exception cref="BadInputException">There is at least one error.</exception>
    public static T Read<T>(string file, InputFiles files, Func<LocatedJson, ConfigErrors, T> read)
    {
        var errors = new ConfigErrors(file);
        try
        {
            var value = read(LocatedJson.Parse(ReadJson(file, files)), errors);
            return errors.Texts.Count == 0 ? value : throw new BadInputException(errors.Texts);
        }
        catch (LocatedJsonException e)
        {
            throw new BadInputException(InputProblems.At(file, e.Line, e.Message));
        }
    }

    /// <summary>The file as JSON; YAML, told by the ending, is converted with its lines kept.</summary>
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public static byte[] ReadJson(string file, InputFiles files)
    {
        var content = files.ReadAll(file);
        if (Path.GetExtension(file).ToUpperInvariant() is not (".YAML" or ".YML"))
            return content;

        try
        {
            return YamlJson.Convert(Encoding.UTF8.GetString(content));
        }
        catch (LocatedJsonException e)
        {
            throw new BadInputException(InputProblems.At(file, e.Line, e.Message));
        }
    }
}

/// <summary>The errors of one file, each with its line.</summary>
internal sealed class ConfigErrors(string file)
{
    public List<string> Texts { get; } = [];

    public void Add(LocatedJson at, string message) => Texts.Add(InputProblems.At(file, at.Line, message));
}
