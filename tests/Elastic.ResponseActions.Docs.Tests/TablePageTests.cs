namespace Elastic.ResponseActions.Docs.Tests;

/// <summary>The pages whose tables are tables in code.</summary>
public sealed class TablePageTests
{
    [Fact]
    public void VersionsPage_Table_IsThatOfTheCode() => Assert.Equal(
        ServerFeatures.All.Select(row => $"| {row.Name} | {row.Since} | {(row.Until is { } until ? $"{until.Major}.{until.Minor}" : "-")} | {(row.IsFlagged ? "yes" : "-")} | {(row.InServerless switch { true => "yes", false => "no", null => "not known" })} |"),
        Rows("docs/versions.md", "| feature "));

    [Fact]
    public void PrivilegesPage_Table_IsThatOfTheCode() => Assert.Equal(
        new[] { PrivilegeNeeds.ReadSecurity }.Concat(PrivilegeNeeds.Commands).Concat([PrivilegeNeeds.ReadHistory, PrivilegeNeeds.ReadEndpoints, PrivilegeNeeds.ReadRules, PrivilegeNeeds.WriteRules, PrivilegeNeeds.ReadAlerts, PrivilegeNeeds.WriteAlerts])
            .Select(need => $"| {need.Name} | `{need.Privilege.Id}` | {need.LeastLicense?.Name ?? "any"} |"),
        Rows("docs/privileges.md", "| need "));

    [Fact]
    public void VersionsPage_NewestKnown_IsThatOfTheCode() =>
        Assert.Contains($"newer than this library knows ({KibanaRelease.NewestKnown.Major}.{KibanaRelease.NewestKnown.Minor})", Page.Read("docs/versions.md").Text, StringComparison.Ordinal);

    private static IEnumerable<string> Rows(string page, string head) =>
        Page.Read(page).Text.Split('\n').SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));
}
