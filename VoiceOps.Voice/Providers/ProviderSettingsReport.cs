using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace VoiceOps.Voice.Providers;

/// <summary>Tells <see cref="ProviderHealth"/> at start which settings one provider lacks.</summary>
internal sealed class ProviderSettingsReport<TOptions>(
    string service, IReadOnlyList<ProviderSetting<TOptions>> required, IOptions<TOptions> options, ProviderHealth health) : IHostedService
    where TOptions : class
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        health.Configured(service, [.. required.Where(setting => string.IsNullOrWhiteSpace(setting.Read(options.Value))).Select(setting => setting.Key)]);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
