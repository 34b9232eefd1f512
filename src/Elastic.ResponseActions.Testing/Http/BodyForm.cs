namespace Elastic.ResponseActions.Testing.Http;

/// <summary>How a route takes its body.</summary>
internal enum BodyForm
{
    Json,
    Multipart,
}
