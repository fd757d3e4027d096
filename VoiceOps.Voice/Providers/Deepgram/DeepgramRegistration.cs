using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.Deepgram;

public static class DeepgramRegistration
{
    public static IServiceCollection AddDeepgram(this IServiceCollection services, IConfiguration configuration) => services
        .AddProvider<DeepgramOptions>(
            ServiceNames.Deepgram,
            configuration,
            DeepgramOptions.Section,
            required: [new("Deepgram:ApiKey", options => options.ApiKey)],
            options => ProviderAddress.SocketProblem("Deepgram:BaseUrl", options.BaseUrl),
            options => ProviderRegistration.NotEmpty("Deepgram:Model", options.Model),
            options => ProviderRegistration.LimitProblem("Deepgram:MaxConcurrent", options.MaxConcurrent))
        .AddSingleton(provider => new ExpectedUse(
            new(ServiceNames.Deepgram, OperationNames.Transcription, provider.GetRequiredService<IOptions<DeepgramOptions>>().Value.Model)))
        .AddSingleton(provider => new DefaultAudioModel(ServiceNames.Deepgram, provider.GetRequiredService<IOptions<DeepgramOptions>>().Value.Model))
        .AddProviderHttp(DeepgramBillingClient.HttpClientName)
        .AddSingleton<DeepgramBillingClient>()
        .AddSingleton<ISpeechToText, DeepgramClient>();
}
