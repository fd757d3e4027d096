using Microsoft.Extensions.Options;
using VoiceOps.Voice.Providers.Twilio;

namespace VoiceOps.Web.Hosting;

/// <summary>
/// Until sign-in exists, everything is for local requests alone: pages, their hub, files and metrics. Open to all are the
/// health checks, and the webhooks once a token lets their signatures be checked.
/// </summary>
internal sealed class LocalOnly(RequestDelegate next, IOptions<TwilioOptions> twilio, ILogger<LocalOnly> logger)
{
    /// <summary>Paths that other machines may reach, and where no page stands.</summary>
    public static bool IsForMachines(PathString path) => IsHealth(path) || IsWebhook(path);

    public static bool IsHealth(PathString path) => path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);

    public static bool IsWebhook(PathString path) => path.StartsWithSegments("/twilio", StringComparison.OrdinalIgnoreCase);

    public async Task InvokeAsync(HttpContext context)
    {
        if (Refusal(context) is not { } refusal)
        {
            await next(context);
            return;
        }

        logger.RefusedAsNotLocal(context.Request.Path);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(refusal, context.RequestAborted);
    }

    private string? Refusal(HttpContext context)
    {
        var isWebhook = IsWebhook(context.Request.Path);
        if (IsHealth(context.Request.Path)
            || (isWebhook && !string.IsNullOrWhiteSpace(twilio.Value.AuthToken)))
        {
            return null;
        }

        // Where the outside has a listener of its own, nobody there is known to be local: a proxy need not say that it is one.
        if (!LocalRequest.IsLocal(context) || SeparateListeners.IsOfOutside(context))
        {
            return isWebhook
                ? "Webhooks are answered to this machine alone until Twilio:AuthToken is set: without it their signature cannot be checked.\n"
                : "VoiceOps shows its pages on its own machine alone, on http://localhost, and not through a proxy or a tunnel.\n"
                    + $"From elsewhere, forward its port: ssh -L {context.Connection.LocalPort}:localhost:{context.Connection.LocalPort} <the machine>\n";
        }

        return LocalRequest.IsFromOwnPages(context.Request) ? null : "VoiceOps does not answer the pages of other sites.\n";
    }
}
