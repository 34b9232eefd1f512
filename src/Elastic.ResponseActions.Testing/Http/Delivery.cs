using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>Puts an answer on the wire.</summary>
internal static class Delivery
{
    public static async Task SendAsync(HttpContext context, Answer answer)
    {
        WriteHead(context, answer);
        if (context.Request.Method != "HEAD")
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }

    public static void WriteHead(HttpContext context, Answer answer, bool withLength = true)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = withLength ? answer.Body.Length : null;
        response.Headers[Door.FakeHeader] = "true";
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
    }
}
