using Elastic.ResponseActions.Architecture.Tests.Metadata;
using Elastic.ResponseActions.Architecture.Tests.Rules;

namespace Elastic.ResponseActions.Architecture.Tests;

/// <summary>Folders inside a floor use each other one way only. If one of these fails, move the type, not the test.</summary>
public sealed class FolderTests
{
    private static readonly HashSet<string> MatchingResults =
    [
        .. new[] { "RuleMatches", "RuleMatch", "RuleUnknown", "RuleDetections", "RuleDetection", "SequenceDetection", "ThresholdDetection", "DetectionTerm" }
            .Select(name => $"Elastic.ResponseActions.Matching.{name}"),
    ];

    [Fact]
    public void Folders_OfMatching_UseOnlyWhatTheirRowAllows()
    {
        using var image = AssemblyImage.Open("Elastic.ResponseActions.Matching");

        Violations.AssertNone(FolderRules.Matching.FindViolations(image));
    }

    [Fact]
    public void Folders_OfPlanning_UseOnlyWhatTheirRowAllows()
    {
        using var image = AssemblyImage.Open("Elastic.ResponseActions.Planning");

        Violations.AssertNone(FolderRules.Planning.FindViolations(image));
    }

    [Fact]
    public void MatchingResults_InPlanning_AreSeenByFolderPlanningOnly()
    {
        using var image = AssemblyImage.Open("Elastic.ResponseActions.Planning");

        Assert.Subset(new HashSet<string> { "Planning" }, FolderRules.FoldersUsing(image, MatchingResults).ToHashSet());
    }

    [Theory]
    [InlineData("Syntax.DerivedNode in Syntax/ uses Execution.Instruction in Execution/")]
    [InlineData("Syntax.HoldingNode in Syntax/ uses Execution.Instruction in Execution/")]
    [InlineData("Syntax.ListingNode in Syntax/ uses Execution.Instruction in Execution/")]
    [InlineData("Syntax.CallingNode in Syntax/ uses Execution.Runner in Execution/")]
    [InlineData("Syntax.LambdaNode in Syntax/ uses Execution.Runner in Execution/")]
    [InlineData("Syntax.AttributedNode in Syntax/ uses Execution.RunsAttribute in Execution/")]
    [InlineData("Execution.Printing in Execution/ uses Syntax.PlainNode in Syntax/")]
    [InlineData("Syntax.Hidden in Syntax/ uses RootMachinery in the root")]
    [InlineData("Text.ISpan in Text/ uses Syntax.PlainNode in Syntax/")]
    [InlineData("Elsewhere.Stray lies in folder `Elsewhere`, which has no row in FolderRules")]
    public void Folders_PlantedViolation_IsFound(string violation)
    {
        using var image = AssemblyImage.Open("Elastic.ResponseActions.PlantedViolation");

        Assert.Contains(violation, FolderRules.Matching.FindViolations(image).Select(text => text.Replace("Elastic.ResponseActions.PlantedViolation.", "")));
    }

    [Fact]
    public void MatchingResults_PlantedUse_IsFound()
    {
        using var image = AssemblyImage.Open("Elastic.ResponseActions.PlantedViolation");

        Assert.Equal(["Elsewhere"], FolderRules.FoldersUsing(image, MatchingResults));
    }
}
