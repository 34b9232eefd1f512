using System.Reflection;

namespace Elastic.ResponseActions.Testing.Tests.Contract;

/// <summary>Finds the tests that a table names, so that no row of it is without one.</summary>
internal static class NamedTests
{
    private static readonly HashSet<string> All =
    [
        .. from type in typeof(NamedTests).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
           where method.GetCustomAttributes().Any(attribute => attribute is FactAttribute)
           select $"{type.Name}.{method.Name}",
    ];

    /// <param name="tests">Class and method; a method that ends in <c>*</c> stands for all that begin so.</param>
    public static void AreThere(IReadOnlyList<string> tests)
    {
        Assert.NotEmpty(tests);
        Assert.All(tests, name => Assert.True(name.EndsWith('*') ? All.Any(known => known.StartsWith(name[..^1], StringComparison.Ordinal)) : All.Contains(name), $"there is no test {name}"));
    }
}
