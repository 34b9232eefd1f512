using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Elastic.ResponseActions.Tests.Support;

/// <summary>Runs a theory once on each face of a fake.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BothFacesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow(Face.InMemory), new TheoryDataRow(Face.Loopback)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
