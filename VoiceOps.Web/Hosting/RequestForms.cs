namespace VoiceOps.Web.Hosting;

/// <summary>Forms of a request that nothing behind this has to think of.</summary>
internal static class RequestForms
{
    public static IApplicationBuilder UseRequestForms(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (!IsAHost(context.Request.Host))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync("The Host header is no host, such as localhost:5080.\n", context.RequestAborted);
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            // It is answered as GET is. The server keeps the body back, for it knows what was asked.
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    });

    // Pages make an address of it. Whether it is one of ours is another question, and asked behind this.
    private static bool IsAHost(HostString host) =>
        !host.HasValue
        || (Uri.TryCreate($"http://{host.Value}/", UriKind.Absolute, out var address)
            && address is { AbsolutePath: "/", UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 });
}
