using VoiceOps.Simulation.Demo;

namespace VoiceOps.Web.Hosting;

internal static class DemoStart
{
    public const string EnabledKey = $"{DemoOptions.Section}:Enabled";

    /// <summary>With <c>--demo</c>, starts the simulated providers and leads the settings to them; otherwise null.</summary>
    /// <exception cref="StartupException">Its address is taken, perhaps by another demo, whose database this one would delete.</exception>
    public static async Task<DemoMode?> StartDemoAsync(this WebApplicationBuilder builder, AppRoot root)
    {
        if (!builder.Configuration.GetValue<bool>(EnabledKey))
        {
            return null;
        }

        if (ListenAddresses.Problems(Listeners.OfDemo(builder.Configuration)).ToList() is { Count: > 0 } problems)
        {
            throw new StartupException(problems);
        }

        var demo = await DemoMode.StartAsync(builder.Configuration, root.Folder, CancellationToken.None);
        builder.Configuration.AddInMemoryCollection(demo.Settings);
        return demo;
    }
}
