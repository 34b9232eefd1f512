namespace Elastic.ResponseActions.Architecture.Tests;

/// <summary>Fails with every violation in full; a collection assert would cut them short.</summary>
internal static class Violations
{
    public static void AssertNone(IEnumerable<string> violations)
    {
        var all = string.Join('\n', violations);
        Assert.True(all.Length == 0, all);
    }
}
