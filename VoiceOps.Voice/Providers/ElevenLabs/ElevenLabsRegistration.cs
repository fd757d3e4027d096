using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.ElevenLabs;

public static class ElevenLabsRegistration
{
    public static IServiceCollection AddElevenLabs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddProvider<ElevenLabsOptions>(
            ServiceNames.ElevenLabs,
            configuration,
            ElevenLabsOptions.Section,
            required: [new("ElevenLabs:ApiKey", options => options.ApiKey)],
            options => ProviderAddress.WebProblem("ElevenLabs:BaseUrl", options.BaseUrl),
            options => ProviderRegistration.NotEmpty("ElevenLabs:Model", options.Model),
            options => ProviderRegistration.LimitProblem("ElevenLabs:MaxConcurrent", options.MaxConcurrent));
        return services
            .AddProviderHttp(ElevenLabsVoices.HttpClientName)
            .AddSingleton(provider => new ExpectedUse(
                new(ServiceNames.ElevenLabs, OperationNames.Speech, provider.GetRequiredService<IOptions<ElevenLabsOptions>>().Value.Model)))
            .AddSingleton(provider => new DefaultAudioModel(ServiceNames.ElevenLabs, provider.GetRequiredService<IOptions<ElevenLabsOptions>>().Value.Model))
            .AddSingleton<VoiceLibrary>()
            .AddSingleton<ElevenLabsBillingClient>()
            .AddSingleton<ITextToSpeech, ElevenLabsClient>();
    }
}
