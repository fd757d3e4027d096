using VoiceOps.Voice.Data;

namespace VoiceOps.Web.Hosting;

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", (AppVersion version, HttpContext http) => Answer(http, HealthReport.Live(version)));
        app.MapGet("/health/ready", async (Readiness readiness, AppVersion version, HttpContext http) =>
        {
            var missing = await readiness.MissingAsync(http.RequestAborted);
            // Strangers are told neither.
            var notes = LocalRequest.IsLocal(http) ? await readiness.NotesAsync(missing, http.RequestAborted) : [];
            return Answer(http, HealthReport.Ready(version, missing, notes));
        });
    }

    // Which version runs and what it lacks helps whoever looks for a way in.
    private static IResult Answer(HttpContext http, HealthReport report)
    {
        http.Response.Headers.CacheControl = "no-store";
        var status = report.Missing is [] ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return LocalRequest.IsLocal(http) ? Results.Json(report, statusCode: status) : Results.Json(new { report.Status }, statusCode: status);
    }
}
