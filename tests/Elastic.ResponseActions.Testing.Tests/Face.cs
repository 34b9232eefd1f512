using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Elastic.ResponseActions.Testing.Tests;

/// <summary>The two ways to reach a fake; every test of an answer runs on both.</summary>
public enum Face
{
    InMemory,
    Loopback,
}

/// <summary>Runs a theory once on each face.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BothFacesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow(Face.InMemory), new TheoryDataRow(Face.Loopback)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
