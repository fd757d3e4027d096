namespace VoiceOps.Web.Hosting;

/// <summary>
/// With a listener for pages, what belongs to one listener does not exist at the other. Webhooks do not exist at the pages' either: a proxy
/// that is pointed at it by mistake takes no calls, and so is noticed.
/// </summary>
internal sealed class OwnListenerOnly(RequestDelegate next, Listeners listeners, ILogger<OwnListenerOnly> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var isOfPages = SeparateListeners.IsOfPages(context);
        if (LocalOnly.IsHealth(path) || LocalOnly.IsWebhook(path) != isOfPages)
        {
            await next(context);
            return;
        }

        logger.NotAtThisListener(path);
        context.Response.StatusCode = StatusCodes.Status404NotFound;

        // For people on this machine who open the former address. A proxy without forwarding headers would show it to others, who cannot use it.
        if (!isOfPages && LocalRequest.IsLocal(context))
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync($"VoiceOps shows its pages at {listeners.PagesUrl} ({Listeners.PagesUrlKey}).\n", context.RequestAborted);
        }
    }
}
