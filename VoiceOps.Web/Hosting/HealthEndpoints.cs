using VoiceOps.Voice.Data;

namespace VoiceOps.Web.Hosting;

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", (AppVersion version, HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-store";
            return HealthReport.Live(version);
        });
        app.MapGet("/health/ready", async (Readiness readiness, AppVersion version, HttpResponse response, CancellationToken cancellationToken) =>
        {
            response.Headers.CacheControl = "no-store";
            var report = HealthReport.Ready(version, await readiness.MissingAsync(cancellationToken));
            return Results.Json(report, statusCode: report.Missing is [] ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }
}
