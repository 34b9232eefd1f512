namespace Elastic.ResponseActions;

/// <summary>Cut the host off the network (<c>isolate</c>): it still talks to Elastic, and to whom the host isolation exceptions name. Immutable.</summary>
public sealed record IsolateRequest() : ManualRequest(ResponseActionCommand.Isolate);

/// <summary>Release an isolated host (<c>unisolate</c>). Immutable.</summary>
public sealed record ReleaseRequest() : ManualRequest(ResponseActionCommand.Unisolate);
