using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Responding;

/// <summary>The file of <c>--scenario</c>.</summary>
internal static class ScenarioFile
{
    /// <exception cref="BadInputException">The file cannot be read or used; every error found is listed.</exception>
    public static FakeScenario Read(string file, InputFiles files) =>
        FakeScenario.TryParse(ConfigFile.ReadJson(file, files), out var scenario, out var errors)
            ? scenario
            : throw new BadInputException([.. errors.Select(error => InputProblems.At(file, error.Line, $"{error.Path}: {error.Message}"))]);

    /// <exception cref="BadInputException">The scenario does not fit the hosts that are there.</exception>
    public static void Apply(FakeScenario scenario, string file, FakeKibana kibana)
    {
        try
        {
            scenario.ApplyTo(kibana);
        }
        catch (InvalidOperationException e)
        {
            throw new BadInputException($"{file}: {e.Message}");
        }
    }
}
