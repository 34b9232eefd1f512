using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary>Turns the options of a command line into those of the rule set.</summary>
internal static class MatchSettings
{
    /// <exception cref="BadInputException">The mapping file cannot be used.</exception>
    public static RuleSetOptions Options(string? mapping, bool ignoreIndex, InputFiles files) => RuleSetOptions.Default with
    {
        IgnoreIndexPatterns = ignoreIndex,
        MaxEventBytes = EventReader.MaxEventBytes,
        MaxEventDepth = EventIdentity.MaxDepth,
        FieldTypes = mapping is null ? FieldTypeTable.BuiltIn : MappingFile.Read(mapping, files),
    };
}
