using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace VoiceOps.Voice.Calls.Journal;

public static class TurnsRegistration
{
    /// <summary>Whether transcripts are kept, and their end. Needs the store.</summary>
    public static IServiceCollection AddTurns(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TranscriptOptions>().Bind(configuration.GetSection(TranscriptOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TranscriptOptions>, TranscriptOptionsValidator>();
        services.AddHostedService<TranscriptSweep>();
        return services;
    }
}
