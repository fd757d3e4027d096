using Microsoft.Extensions.DependencyInjection;
using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Voice.Personas;

public static class PersonasRegistration
{
    /// <summary>Call it after the store and pricing are registered: the personas are checked against both at start.</summary>
    public static IServiceCollection AddPersonas(this IServiceCollection services)
    {
        services.AddSingleton<PersonaDirectory>();
        services.AddSingleton<PersonaHistory>();
        services.AddSingleton<PersonaSheets>();
        services.AddSingleton<PersonaDesigner>();
        services.AddSingleton<PersonaRoster>();
        services.AddHostedService(provider => provider.GetRequiredService<PersonaHistory>());
        services.AddHostedService<PersonaCheck>();
        return services;
    }
}
