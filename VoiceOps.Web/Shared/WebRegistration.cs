using MudBlazor;
using MudBlazor.Services;
using VoiceOps.Web.Calls;
using VoiceOps.Web.Calls.CallLog;
using VoiceOps.Web.CommandCenter;
using VoiceOps.Web.Conversations.Turns;
using VoiceOps.Web.Credits;
using VoiceOps.Web.Credits.Accounts;
using VoiceOps.Web.History;
using VoiceOps.Web.Layout;
using VoiceOps.Web.Personas;
using VoiceOps.Web.Personas.Sums;
using VoiceOps.Web.Pricing;
using VoiceOps.Web.Pricing.Rates;
using VoiceOps.Web.Reconciliation;
using VoiceOps.Web.TieOut;
using VoiceOps.Web.Why.Explanations;

namespace VoiceOps.Web.Shared;

internal static class WebRegistration
{
    /// <summary>The pages and what they watch. Needs calls, providers, metering, pricing and reporting.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents()
            // What is typed comes in one message: a prompt may be as long as a model takes, and four bytes a token.
            .AddHubOptions(options => options.MaximumReceiveMessageSize = 2 * 1024 * 1024)
            // A page that hears nothing for three of these takes the line for dead; link.js has the same figure.
            .AddHubOptions(options => options.KeepAliveInterval = TimeSpan.FromSeconds(5));
        services.AddMudServices(settings =>
        {
            settings.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            settings.SnackbarConfiguration.MaxDisplayedSnackbars = 3;
            settings.SnackbarConfiguration.PreventDuplicates = true;
        });
        services.AddScoped<DesignerName>();
        services.AddSingleton<StatusReader>();
        return services.AddPageQueries().AddFeeds();
    }

    /// <summary>What one page alone asks of the store. Needs reporting.</summary>
    public static IServiceCollection AddPageQueries(this IServiceCollection services)
    {
        services.AddSingleton<AccountQueries>();
        services.AddSingleton<CallLogQueries>();
        services.AddSingleton<ExposureDetailQueries>();
        services.AddSingleton<FigureQueries>();
        services.AddSingleton<PersonaQueries>();
        services.AddSingleton<RateBookQueries>();
        services.AddSingleton<RateEffectQueries>();
        services.AddSingleton<UnpricedQueries>();
        services.AddSingleton<TurnStatsQueries>();
        return services;
    }

    // What pages watch, shared by all who do.
    private static IServiceCollection AddFeeds(this IServiceCollection services)
    {
        services.AddSingleton<AccountFeed>();
        services.AddSingleton<AccountsFeed>();
        services.AddSingleton<BackfillFeed>();
        services.AddSingleton<BeatFeed>();
        services.AddSingleton<CallFeed>();
        services.AddSingleton<CallLogFeed>();
        services.AddSingleton<ChoicesFeed>();
        services.AddSingleton<CommandCenterFeed>();
        services.AddSingleton<OffDaysFeed>();
        services.AddSingleton<OnAirFeed>();
        services.AddSingleton<PricingFeed>();
        services.AddSingleton<StatusFeed>();
        services.AddSingleton<TestCallFeed>();
        services.AddSingleton<TieOutFeed>();
        services.AddSingleton<TurnStatsFeed>();
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
