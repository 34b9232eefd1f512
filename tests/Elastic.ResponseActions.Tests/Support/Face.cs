namespace Elastic.ResponseActions.Tests.Support;

/// <summary>The two ways to a fake Kibana. A test class that has a <see cref="Rig"/> is abstract and has a class for each of them.</summary>
public enum Face
{
    InMemory,
    Loopback,
}
