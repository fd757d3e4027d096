using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Metering.Ledger;

namespace VoiceOps.Voice.Metering;

public static class MeteringRegistration
{
    public static IServiceCollection AddMetering(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MeteringOptions>().Bind(configuration.GetSection(MeteringOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MeteringOptions>, MeteringOptionsValidator>();
        services.AddSingleton<CommitSignal>();
        services.AddMetrics();
        services.AddSingleton<MeteringMetrics>();
        services.AddSingleton<LedgerStore>();
        services.AddSingleton<CallTermsReader>();
        services.AddSingleton<StoredMeters>();
        services.AddSingleton<LedgerWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<LedgerWriter>());
        return services;
    }
}
