using CsCheck;

namespace Elastic.ResponseActions.Planning.Tests;

/// <summary>Small generators that the property tests share.</summary>
internal static class Gens
{
    public static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
