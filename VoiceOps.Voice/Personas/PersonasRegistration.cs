using Microsoft.Extensions.DependencyInjection;

namespace VoiceOps.Voice.Personas;

public static class PersonasRegistration
{
    public static IServiceCollection AddPersonas(this IServiceCollection services) => services.AddSingleton<PersonaDirectory>();
}
