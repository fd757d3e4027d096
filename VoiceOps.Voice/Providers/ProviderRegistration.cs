using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Providers.Sockets;

namespace VoiceOps.Voice.Providers;

/// <summary>What every provider's registration shares: options validated on start, missing keys reported, health.</summary>
internal static class ProviderRegistration
{
    public static IServiceCollection AddProvider<TOptions>(
        this IServiceCollection services,
        string service,
        IConfiguration section,
        IReadOnlyList<ProviderSetting<TOptions>> required,
        params IReadOnlyList<Func<TOptions, string?>> checks)
        where TOptions : class
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ProviderHealth>();
        services.TryAddSingleton(ClientWebSockets.Connector);
        services.AddOptions<TOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>>(new ProviderOptionsValidation<TOptions>(checks));
        services.AddSingleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<ProviderSettingsReport<TOptions>>(provider, service, required));
        return services;
    }

    public static string? NotEmpty(string key, string? value) => string.IsNullOrWhiteSpace(value) ? $"{key} must not be empty." : null;
}
