using System.Text;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>The defaults that <c>docs/policy.md</c> shows are those in force.</summary>
public sealed class PolicyPageTests
{
    [Fact]
    public void Page_DefaultPolicy_IsTheDefault()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root(), "docs", "policy.md"));
        var json = page.Split("```json")[1].Split("```")[0];

        Assert.True(ResponsePolicy.TryParse(Encoding.UTF8.GetBytes(json), out var policy, out var errors), string.Join('\n', errors));

        Assert.Equal(ResponsePolicy.Default, policy with { Caps = ResponsePolicy.Default.Caps });
        Assert.Equal(CapPolicy.Default, policy.Caps with { PerRule = CapPolicy.Default.PerRule, Overall = CapPolicy.Default.Overall });
        foreach (var command in CapPolicy.Default.PerRule.Keys)
        {
            Assert.Equal(CapPolicy.Default.PerRule[command], policy.Caps.PerRule[command]);
            Assert.Equal(CapPolicy.Default.Overall[command], policy.Caps.Overall[command]);
            Assert.Contains($"\"{command}\":", json, StringComparison.Ordinal);
        }
    }
}
