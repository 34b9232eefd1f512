using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>Puts an answer on the wire.</summary>
internal static class Delivery
{
    public static async Task SendAsync(HttpContext context, Answer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        response.Headers[Door.FakeHeader] = "true";
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        if (context.Request.Method != "HEAD")
            await response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
