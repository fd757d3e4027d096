using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Providers.Connections;

namespace VoiceOps.Voice.Providers;

/// <summary>What every provider's registration shares: options validated on start, missing keys reported, health, patience.</summary>
internal static class ProviderRegistration
{
    public static IServiceCollection AddProvider<TOptions>(
        this IServiceCollection services,
        string service,
        IConfiguration configuration,
        string section,
        IReadOnlyList<ProviderSetting<TOptions>> required,
        params IReadOnlyList<Func<TOptions, string?>> checks)
        where TOptions : class
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ProviderHealth>();
        services.TryAddSingleton(ClientWebSockets.Connector);
        services.TryAddSingleton<ProvidersMetrics>();
        services.TryAddSingleton<ProviderLimits>();
        services.AddMetrics();
        services.AddOptions<ResilienceOptions>().Bind(configuration.GetSection(ResilienceOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ResilienceOptions>, ResilienceOptionsValidator>());
        services.TryAddSingleton<ProviderDialer>();
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>>(new ProviderOptionsValidation<TOptions>(checks));
        services.AddSingleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<ProviderSettingsReport<TOptions>>(provider, service, required));
        return services;
    }

    /// <summary>A limit is either unknown or above 0.</summary>
    public static string? LimitProblem(string key, int? value) => value is null or > 0 ? null : $"{key} must be above 0, or left out for no limit; it is {value}.";

    public static string? NotEmpty(string key, string? value) => string.IsNullOrWhiteSpace(value) ? $"{key} must not be empty." : null;
}
