using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;

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
        .AddSingleton<ISpeechToText, DeepgramClient>();
}
