using MudBlazor;
using MudBlazor.Services;
using VoiceOps.Web.CommandCenter;

namespace VoiceOps.Web.Shared;

internal static class WebRegistration
{
    /// <summary>The pages and what they watch. Needs calls, providers, metering, pricing and reporting.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(settings =>
        {
            settings.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            settings.SnackbarConfiguration.MaxDisplayedSnackbars = 3;
            settings.SnackbarConfiguration.PreventDuplicates = true;
        });
        services.AddSingleton<CommitFollower>();
        services.AddSingleton<OnAirFeed>();
        services.AddSingleton<StatusReader>();
        services.AddSingleton<StatusFeed>();
        return services;
    }

    public static WebApplication MapPages(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
