namespace Elastic.ResponseActions.Tool.Input;

/// <summary>The file of <c>--policy</c>, JSON or YAML.</summary>
internal static class PolicyFile
{
    /// <exception cref="BadInputException">The file cannot be read or used; every error found is listed.</exception>
    public static ResponsePolicy Read(string file, InputFiles files) =>
        ResponsePolicy.TryParse(ConfigFile.ReadJson(file, files), out var policy, out var errors)
            ? policy
            : throw new BadInputException([.. errors.Select(error => InputProblems.At(file, error.Line, Text(error)))]);

    private static string Text(PolicyError error) => error.Path.Length == 0 ? error.Message : $"`{error.Path}`: {error.Message}";
}
