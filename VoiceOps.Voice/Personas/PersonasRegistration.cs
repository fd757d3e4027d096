using Microsoft.Extensions.DependencyInjection;
using VoiceOps.Voice.Personas.Catalog;
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
        services.AddSingleton<PersonaWarnings>();
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<AudioModels>();
        services.AddSingleton<PersonaCheck>();
        services.AddHostedService(provider => provider.GetRequiredService<PersonaCheck>());
        services.AddSingleton<ModelListWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ModelListWatch>());
        return services;
    }
}
