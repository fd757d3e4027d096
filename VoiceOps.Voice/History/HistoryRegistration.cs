using Microsoft.Extensions.DependencyInjection;
using VoiceOps.Voice.History.Import;

namespace VoiceOps.Voice.History;

public static class HistoryRegistration
{
    /// <summary>What brings the past into the books. It needs the store, metering, pricing and reporting; call it after what takes calls.</summary>
    public static IServiceCollection AddHistory(this IServiceCollection services)
    {
        services.AddSingleton<BackfillQueries>();
        services.AddSingleton<TwilioBackfill>();
        services.AddSingleton<Importer>();
        services.AddSingleton<BackfillHost>();
        services.AddHostedService(provider => provider.GetRequiredService<BackfillHost>());
        return services;
    }
}
