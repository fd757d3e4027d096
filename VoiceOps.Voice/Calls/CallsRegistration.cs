using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Calls.Ending;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Calls.Testing;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Pricing;

namespace VoiceOps.Voice.Calls;

public static class CallsRegistration
{
    /// <summary>The voice host. It needs the store, metering, pricing, personas and the four providers.</summary>
    public static IServiceCollection AddCalls(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CallOptions>().Bind(configuration.GetSection(CallOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CallOptions>, CallOptionsValidator>();
        services.AddTurns(configuration);
        services.AddSingleton<MediaStreamRate>();
        services.AddSingleton<IPostConfigureOptions<PricingOptions>>(provider => provider.GetRequiredService<MediaStreamRate>());
        services.AddHostedService(provider => provider.GetRequiredService<MediaStreamRate>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LiveCalls>();
        services.AddSingleton<StreamTokens>();
        services.AddSingleton<CallRecords>();
        services.AddSingleton<CallsMetrics>();
        services.AddSingleton<TurnMetrics>();
        services.AddSingleton<CallScripts>();
        services.AddSingleton<SpendLimits>();
        services.AddSingleton<CallerCredit>();
        services.AddSingleton<CallDrain>();
        services.AddSingleton<CallHandover>();
        services.AddSingleton<CallTerminator>();
        services.AddSingleton<CallWatchdog>();
        services.AddSingleton<ProviderCapacity>();
        services.AddSingleton<Admission>();
        services.AddSingleton<SecondLegs>();
        services.AddSingleton<IncomingCalls>();
        services.AddSingleton<UnrecordedCalls>();
        services.AddSingleton<StatusReports>();
        services.AddSingleton<LostCalls>();
        services.AddSingleton<CallSweep>();
        services.AddSingleton<CallSessionContext>();
        services.AddSingleton<WebhookSignature>();
        services.AddSingleton<VoiceWebhook>();
        services.AddSingleton<StatusWebhook>();
        services.AddSingleton<StartingStreams>();
        services.AddSingleton<Refusals>();
        services.AddSingleton<MediaStreamEndpoint>();
        services.AddSingleton<TestCalls>();
        services.AddSingleton<TextChats>();
        services.AddSingleton<CallHost>();
        // Stopped in the opposite order: the calls end first, then their lines are seen to be down.
        services.AddHostedService(provider => provider.GetRequiredService<CallTerminator>());
        services.AddHostedService(provider => provider.GetRequiredService<CallWatchdog>());
        services.AddHostedService(provider => provider.GetRequiredService<CallHost>());
        return services;
    }
}
