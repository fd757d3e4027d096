using Microsoft.Extensions.DependencyInjection;

namespace VoiceOps.Voice.Personas;

public static class PersonasRegistration
{
    /// <summary>Call it after the store and pricing are registered: the personas are checked against both at start.</summary>
    public static IServiceCollection AddPersonas(this IServiceCollection services)
    {
        services.AddSingleton<PersonaDirectory>();
        services.AddHostedService<PersonaCheck>();
        return services;
    }
}
