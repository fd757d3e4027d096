using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Reporting.Exposure;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Voice.Reporting;

public static class ReportingRegistration
{
    /// <summary>What the pages read: snapshots and a call's rows. Needs the store, pricing and metering.</summary>
    public static IServiceCollection AddReporting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReportingOptions>().Bind(configuration.GetSection(ReportingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReportingOptions>, ReportingOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ReportingClock>();
        services.AddSingleton<FulfilmentRisk>();
        services.AddSingleton<ExposureQueries>();
        services.AddSingleton<CommandCenterQueries>();
        services.AddSingleton<CallQueries>();
        return services;
    }
}
