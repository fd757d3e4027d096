using Microsoft.Extensions.DependencyInjection;
using VoiceOps.Simulation.Callers;

namespace VoiceOps.Simulation.Demo;

public static class DemoRegistration
{
    /// <summary>The demo's history and its simulated callers. Call it after the store is registered: the history needs its tables.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services, DemoMode demo)
    {
        services.AddSingleton(demo);
        services.AddSingleton(demo.DatabaseLock); // in place of the store's own: the demo has taken it already
        services.AddSingleton(demo.Options);
        services.AddSingleton(_ => demo.Simulators.Caller(demo.PublicUrl));
        services.AddSingleton(demo.Simulators);
        services.AddSingleton<PastUsage>();
        services.AddSingleton<DemoHistory>();
        services.AddHostedService<DemoData>();
        services.AddHostedService<SimulatedCallers>();
        return services;
    }
}
